import { type Cid, type Digest, type Hex, raceSignal } from '@aichain/base'
import {
  type DecodingRules,
  encodePrompt,
  type InferenceEngine,
} from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { besideGolden } from '../../inference/test/support/beside-golden.js'
import { randomnessOf } from '../src/adapters/memory/chain/rounds.js'
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
import { epochAt } from '../src/core/task/lifecycle.js'
import type { Order, TaskId } from '../src/core/task/task.js'
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

/** What a test may choose of a node. */
export type NodeParts = Partial<NodeRunnerOptions> & {
  readonly records?: Map<string, string>
  readonly bendChain?: (chain: Chain) => Chain
}

/** Nodes on a chain and a content store in memory. */
export type RunnerNetwork = {
  readonly chain: MemoryChain
  readonly content: MemoryContentStore
  readonly model: Cid
  readonly requester: Chain
  /** Makes a runner for account `index`, on what it is given and the shared rest. */
  readonly node: (index: number, parts?: NodeParts) => TestNode
  /** Nodes with seats and places that can be drawn, at work; each is of account 1 and on. */
  readonly startNodes: (
    nodes: number | readonly NodeParts[],
  ) => Promise<readonly TestNode[]>
  /** Lets these join and go to work, and the next epoch begin. */
  readonly open: (nodes: readonly TestNode[]) => Promise<void>
  /** The same, of one among four seats that never vote. */
  readonly openAlone: (node: TestNode) => Promise<void>
  /** What the beacon publishes of a round. */
  readonly signedRound: (round: number) => {
    readonly signature: Hex
    readonly randomness: Digest
  }
  /** Goes on to the next epoch. */
  readonly nextEpoch: () => Promise<void>
  readonly ask: (question: string, order?: Partial<Order>) => Promise<TaskId>
  readonly stop: () => Promise<void>
}

/** Wei for each winner. */
export const share = 10n ** 15n

export const accountOf = (index: number) =>
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
    const engine = rest.shelf ? undefined : memoryEngine()
    const runner = new NodeRunner({
      chain: own,
      content,
      engine,
      journal: rest.journal ?? memoryJournal({ records }),
      model,
      ...rest,
    })
    const said = recordUpdates(runner)
    const made = { runner, chain: own, records, said }
    nodes.push(made)
    return made
  }

  const nextEpoch = async () => {
    const { epoch } = await requester.getParameters()
    const { timestamp } = await requester.getHead()
    const begins = (epochAt(timestamp, { epoch }) + 1) * epoch
    chain.mine({ seconds: begins - timestamp })
  }
  const open: RunnerNetwork['open'] = async (started) => {
    for (const { runner } of started) {
      await runner.join()
      await runner.start()
    }
    await nextEpoch()
  }

  const openAlone: RunnerNetwork['openAlone'] = async (started) => {
    for (const index of [11, 12, 13, 14]) {
      const silent = chain.connect(accountOf(index))
      const { bond } = await silent.getParameters()
      const owner = silent.account
      const { seat } = await silent.join({ owner, amount: 2n * bond })
      await silent.offer({ seat, list: { model }, class: 0 })
    }
    await open([started])
  }

  return {
    chain,
    content,
    model,
    requester,
    node,
    nextEpoch,
    open,
    openAlone,
    signedRound: (round) => {
      const signature = chain.signRound(round)
      return { signature, randomness: randomnessOf(signature) }
    },
    startNodes: async (wanted) => {
      const parts =
        typeof wanted === 'number' ? Array<NodeParts>(wanted).fill({}) : wanted
      const started = parts.map((each, index) => node(index + 1, each))
      await open(started)
      return started
    },
    ask: async (question, change = {}) => {
      const messages = [{ role: 'user', content: question }] as const
      const document = { type: 'aichain/prompt/1', messages } as const
      const prompt =
        change.prompt ?? (await content.put(encodePrompt(document)))
      asked += 1
      const { task } = await requester.addTask({
        model,
        prompt,
        committeeSize,
        share,
        roundTip: 0n,
        minimumPlaces: committeeSize,
        seed: 'block',
        nonce: BigInt(asked),
        ...change,
      })
      return task
    },
    stop: async () => {
      await Promise.all(nodes.map(({ runner }) => runner.stop({ grace: 0 })))
    },
  }
}

const same = (chain: Chain) => chain

/** The updates of one type. */
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

/** An engine that passes the golden vectors, and thinks for ever about anything else. */
export function endless(engine: InferenceEngine): InferenceEngine {
  return besideGolden(engine, async function* (_, { signal } = {}) {
    await raceSignal(new Promise(() => {}), signal)
  })
}
