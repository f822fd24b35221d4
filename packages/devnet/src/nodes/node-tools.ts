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
import type { NodeSetup } from './node-setup.js'

/** What the nodes of one process share. */
export type NodeTools = {
  readonly connection: Connection
  readonly content: ReturnType<typeof kuboContentStore>
  readonly rounds: NonNullable<NodeRunnerOptions['rounds']>
  /** Models in memory, for nodes that do the same with prompts. */
  readonly shelfFor: (node: Pick<NodeSetup, 'index' | 'fault'>) => ModelShelf
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
  // A generation keeps one core busy: more copies than cores would only wait.
  const copies = availableParallelism()
  const engine = sharedEngine(anyEngine([onnxEngine(), integerEngine()]), {
    copies,
  })
  const shelves = new Map<string, ModelShelf>()
  return {
    connection,
    content,
    rounds: devnetRounds(),
    shelfFor: ({ index, fault }) => {
      // A shelf answers one prompt after the other: as many as there are copies.
      const key = `${promptFaultOf(fault)} ${index % copies}`
      const known = shelves.get(key)
      if (known) return known
      const bent = bendEngine(engine, promptFaultOf(fault), slowBy)
      const shelf = modelShelf({ content, engine: bent })
      shelves.set(key, shelf)
      return shelf
    },
    close: async () => {
      await Promise.all([...shelves.values()].map((shelf) => shelf.close()))
    },
  }
}

type PromptFault = 'liar' | 'silent' | 'slow'

/** Other faults are not about what a node does with a prompt. */
function promptFaultOf(fault: Fault | undefined): PromptFault | undefined {
  const isOne = fault === 'liar' || fault === 'silent' || fault === 'slow'
  return isOne ? fault : undefined
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
