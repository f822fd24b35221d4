import type { Chain } from '@aichain/sdk'
import { AichainError, NodeRunner } from '@aichain/sdk'
import { fileJournal } from '@aichain/sdk/node'
import { viemChain } from '@aichain/sdk/viem'
import { privateKeyToAccount } from 'viem/accounts'
import { copier } from '../faults/copier.js'
import type { NodeSetup } from './node-setup.js'
import type { NodeTools } from './node-tools.js'

/** A runner together with what it was given. */
export type OpenNode = {
  readonly runner: NodeRunner
  /** Brings the runner to work, in spite of what may pass by itself. */
  readonly start: (signal?: AbortSignal) => Promise<void>
  readonly chain: Chain
  /** Stops the runner, which lets go of the journal. */
  readonly close: () => Promise<void>
}

/** Wei for one appeal: play money, and enough for the largest committee at the highest price. */
const appealLimit = 2n * 10n ** 18n

/** How long a node may take to finish what it has begun when it is stopped. */
const grace = 3_000

/** Makes a node out of the SDK's real parts, some of them bent by its fault. */
export async function openNode(
  setup: NodeSetup,
  { connection, content, rounds, shelfFor }: NodeTools,
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
    content,
    shelf: shelfFor(setup),
    journal,
    model: setup.model,
    rounds,
    // Who lies would only lose deposits by it.
    appeals: setup.fault === undefined ? { limit: appealLimit } : 'never',
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
