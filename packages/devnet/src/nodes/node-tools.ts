import { availableParallelism } from 'node:os'
import { anyEngine, sharedEngine } from '@aichain/inference'
import {
  type InferenceEngine,
  type ModelShelf,
  modelShelf,
  type NodeRunnerOptions,
} from '@aichain/sdk'
import { integerEngine } from '@aichain/sdk/integer'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { onnxEngine } from '@aichain/sdk/onnx'
import type { Connection } from '../chain/connect.js'
import type { Fault } from '../faults/fault.js'
import { interceptPrompts } from '../faults/intercept-prompts.js'
import { liar } from '../faults/liar.js'
import { silent } from '../faults/silent.js'
import { slow } from '../faults/slow.js'
import { devnetRounds } from './devnet-rounds.js'

/** What the nodes of one process share. */
export type NodeTools = {
  readonly connection: Connection
  readonly content: ReturnType<typeof kuboContentStore>
  readonly rounds: NonNullable<NodeRunnerOptions['rounds']>
  /** Models in memory, for all nodes that do the same with prompts. */
  readonly shelfFor: (fault: Fault | undefined) => ModelShelf
  /** Frees the models. */
  readonly close: () => Promise<void>
}

/** Nothing is loaded before a node asks for it. */
export function openTools({
  connection,
  ipfsRpcUrl,
  slowBy,
}: {
  readonly connection: Connection
  readonly ipfsRpcUrl: string
  /** Milliseconds that a slow node waits. */
  readonly slowBy: number
}): NodeTools {
  const content = kuboContentStore({ url: ipfsRpcUrl })
  const engine = nodeEngine()
  const shelves = new Map<Fault | undefined, ModelShelf>()
  return {
    connection,
    content,
    rounds: devnetRounds(),
    shelfFor: (fault) => {
      const kind = isAboutPrompts(fault) ? fault : undefined
      const known = shelves.get(kind)
      if (known) return known
      const bent = bendEngine(engine, kind, slowBy)
      const shelf = modelShelf({ content, engine: bent })
      shelves.set(kind, shelf)
      return shelf
    },
    close: async () => {
      await Promise.all([...shelves.values()].map((shelf) => shelf.close()))
    },
  }
}

/** Every kind of model, each loaded once for all shelves of this process. */
function nodeEngine(): InferenceEngine {
  const engine = anyEngine([onnxEngine(), integerEngine()])
  // A generation keeps one core busy: more copies than cores would only wait.
  return sharedEngine(engine, { copies: availableParallelism() })
}

type PromptFault = Extract<Fault, 'liar' | 'silent' | 'slow'>

function isAboutPrompts(fault: Fault | undefined): fault is PromptFault {
  return fault === 'liar' || fault === 'silent' || fault === 'slow'
}

function bendEngine(
  engine: InferenceEngine,
  fault: PromptFault | undefined,
  slowBy: number,
): InferenceEngine {
  switch (fault) {
    case 'liar':
      return interceptPrompts(engine, liar)
    case 'silent':
      return interceptPrompts(engine, silent)
    case 'slow':
      return interceptPrompts(engine, slow(slowBy))
    case undefined:
      return engine
  }
}
