import { availableParallelism } from 'node:os'
import { anyEngine, sharedEngine } from '@aichain/inference'
import type { Chain, InferenceEngine } from '@aichain/sdk'
import { AichainError, NodeRunner } from '@aichain/sdk'
import { integerEngine } from '@aichain/sdk/integer'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { fileJournal } from '@aichain/sdk/node'
import { onnxEngine } from '@aichain/sdk/onnx'
import { viemChain } from '@aichain/sdk/viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Connection } from '../chain/connect.js'
import { copier } from '../faults/copier.js'
import type { Fault } from '../faults/fault.js'
import { interceptPrompts } from '../faults/intercept-prompts.js'
import { liar } from '../faults/liar.js'
import { silent } from '../faults/silent.js'
import { slow } from '../faults/slow.js'
import type { NodeSetup } from './node-setup.js'

/** A runner together with what it was given. */
export type OpenNode = {
  readonly runner: NodeRunner
  /** Brings the runner to work, in spite of what may pass by itself. */
  readonly start: (signal?: AbortSignal) => Promise<void>
  readonly chain: Chain
  /** Stops the runner, which lets go of the journal. */
  readonly close: () => Promise<void>
}

/** How long a node may take to finish what it has begun when it is stopped. */
const grace = 3_000

/** What a node shares with others of its process. */
export type NodeTools = {
  readonly connection: Connection
  readonly engine: InferenceEngine
}

/** Every kind of model, each loaded once for all nodes of this process. */
export function nodeEngine(): InferenceEngine {
  const engine = anyEngine([onnxEngine(), integerEngine()])
  // A generation keeps one core busy: more copies than cores would only wait.
  return sharedEngine(engine, { copies: availableParallelism() })
}

/** Makes a node out of the SDK's real parts, some of them bent by its fault. */
export async function openNode(
  setup: NodeSetup,
  { connection, engine }: NodeTools,
  bendChain: (chain: Chain) => Chain = (chain) => chain,
): Promise<OpenNode> {
  const honest = viemChain({
    client: connection.client,
    wallet: connection.wallet(privateKeyToAccount(setup.privateKey)),
    deployment: setup.network.deployment,
  })
  const chain = bendChain(setup.fault === 'copier' ? copier(honest) : honest)
  const journal = await fileJournal({ folder: setup.journalFolder })
  const runner = new NodeRunner({
    chain,
    content: kuboContentStore({ url: setup.network.ipfsRpcUrl }),
    engine: bendEngine(engine, setup.fault, setup.slowBy),
    journal,
    models: 'registered',
  })
  const close = async (): Promise<void> => {
    // Closes the journal as well.
    await runner.stop({ grace })
  }
  return {
    runner,
    chain,
    start: (signal) => startPatiently(runner, signal),
    close,
  }
}

const attempts = 3

/** Many models at once can starve a small machine into time-outs. */
async function startPatiently(
  runner: NodeRunner,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runner.start({ signal })
    } catch (error) {
      const mayPass = AichainError.isInstance(error) && error.isRetryable
      if (!mayPass || attempt === attempts) throw error
    }
  }
}

function bendEngine(
  engine: InferenceEngine,
  fault: Fault | undefined,
  slowBy: number,
): InferenceEngine {
  switch (fault) {
    case 'liar':
      return interceptPrompts(engine, liar)
    case 'silent':
      return interceptPrompts(engine, silent)
    case 'slow':
      return interceptPrompts(engine, slow(slowBy))
    default:
      return engine
  }
}
