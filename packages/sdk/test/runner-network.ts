import type { Cid } from '@aichain/base'
import type { DecodingRules, InferenceEngine } from '@aichain/inference'
import { encodePrompt } from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { besideGolden } from '../../inference/test/support/beside-golden.js'
import {
  type MemoryChain,
  type MemoryChainOptions,
  memoryChain,
} from '../src/adapters/memory/chain.js'
import {
  type MemoryContentStore,
  memoryContentStore,
} from '../src/adapters/memory/content-store.js'
import { memoryJournal } from '../src/adapters/memory/journal.js'
import { memoryModel } from '../src/adapters/memory/model.js'
import { NodeRunner } from '../src/clients/node-runner.js'
import type { NodeRunnerOptions } from '../src/clients/runner/context/runner-setup.js'
import type { NodeUpdate } from '../src/clients/runner/updates/node-update.js'
import type { TaskId } from '../src/core/task/task.js'
import type { Chain } from '../src/ports/chain.js'
import { recordUpdates, type UpdateRecord } from './record-updates.js'

/** A runner under test, what it was made of, and all it said. */
export type TestNode = {
  readonly runner: NodeRunner
  readonly chain: Chain
  /** Outlives the runner: another one may be started on it. */
  readonly records: Map<string, string>
  readonly said: UpdateRecord
}

/** Nodes on a chain and a content store in memory. */
export type RunnerNetwork = {
  readonly chain: MemoryChain
  readonly content: MemoryContentStore
  readonly model: Cid
  readonly requester: Chain
  /** Makes a runner for account `index`, on what it is given and the shared rest. */
  readonly node: (
    index: number,
    parts?: Partial<NodeRunnerOptions> & {
      readonly records?: Map<string, string>
      readonly bendChain?: (chain: Chain) => Chain
    },
  ) => TestNode
  /** Nodes 1 to `count`, with seats, at work. */
  readonly startNodes: (count: number) => Promise<readonly TestNode[]>
  readonly ask: (
    question: string,
    options?: { readonly prompt?: Cid; readonly fee?: bigint },
  ) => Promise<TaskId>
  readonly stop: () => Promise<void>
}

export const fee = 10n ** 16n

const accountOf = (index: number) =>
  `0x${`${index + 1}`.padStart(40, '0')}` as const

export async function openRunnerNetwork(
  options: MemoryChainOptions & {
    readonly committeeSize?: number
    readonly decoding?: Partial<DecodingRules>
  } = {},
): Promise<RunnerNetwork> {
  const { committeeSize = 5, decoding } = options
  const chain = memoryChain(options)
  const content = memoryContentStore()
  const { model } = await memoryModel(content, { decoding })
  const requester = chain.connect(accountOf(0))
  await requester.registerModel(model)
  const nodes: TestNode[] = []
  let asked = 0

  const node: RunnerNetwork['node'] = (index, parts = {}) => {
    const { records = new Map(), bendChain = same, ...rest } = parts
    const own = bendChain(chain.connect(accountOf(index)))
    const runner = new NodeRunner({
      chain: own,
      content,
      engine: memoryEngine(),
      journal: rest.journal ?? memoryJournal({ records }),
      models: [model],
      ...rest,
    })
    const said = recordUpdates(runner)
    const made = { runner, chain: own, records, said }
    nodes.push(made)
    return made
  }

  return {
    chain,
    content,
    model,
    requester,
    node,
    startNodes: async (count) => {
      const started = Array.from({ length: count }, (_, index) =>
        node(index + 1),
      )
      for (const { runner } of started) await runner.join()
      // Past the activation delay.
      chain.mine({ seconds: 10 })
      await Promise.all(started.map(({ runner }) => runner.start()))
      return started
    },
    ask: async (question, { prompt, fee: wei = fee } = {}) => {
      const messages = [{ role: 'user', content: question }] as const
      const document = { type: 'aichain/prompt/1', messages } as const
      const cid = prompt ?? (await content.put(encodePrompt(document)))
      asked += 1
      const { task } = await requester.addTask({
        model,
        prompt: cid,
        committeeSize,
        fee: wei,
        nonce: BigInt(asked),
      })
      return task
    },
    stop: async () => {
      await Promise.all(nodes.map(({ runner }) => runner.stop({ grace: 0 })))
    },
  }
}

const same = (chain: Chain) => chain

/** The updates of one type, for a task where it is given. */
export function ofType<Type extends NodeUpdate['type']>(
  updates: readonly NodeUpdate[],
  type: Type,
): Extract<NodeUpdate, { readonly type: Type }>[] {
  return updates.filter(
    (update): update is Extract<NodeUpdate, { readonly type: Type }> =>
      update.type === type,
  )
}

/** An engine that passes the golden vectors, and answers anything else with a lie. */
export function liar(
  engine: InferenceEngine,
  lie = 'I made this up.',
): InferenceEngine {
  return besideGolden(engine, async function* () {
    const generation = { finishReason: 'stop', text: lie, tokens: [] } as const
    yield { type: 'generation', generation }
  })
}
