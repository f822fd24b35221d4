import type { Digest } from '@aichain/base'
import { type Cid, digestFromCid } from '@aichain/base'
import { type ManualClock, manualClock } from '@aichain/base/testing'
import type { ModelManifest } from '@aichain/inference'
import {
  encodeOutput,
  type Generation,
  type Output,
  parsePrompt,
} from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import {
  type MemoryChain,
  type MemoryChainParameters,
  memoryChain,
} from '../src/adapters/memory/chain.js'
import {
  type MemoryContentStore,
  memoryContentStore,
} from '../src/adapters/memory/content-store.js'
import { memoryModel } from '../src/adapters/memory/model.js'
import { phasesOf } from '../src/core/task/lifecycle.js'
import type { PriceClass } from '../src/core/task/list.js'
import type { TaskId } from '../src/core/task/task.js'
import type { Chain } from '../src/ports/chain.js'
import {
  conformanceParameters,
  type Vote,
} from '../src/testing/chain-fixture.js'
import { openScene, type Scene } from '../src/testing/chain-scene.js'
import { accountOf, memoryFixture } from './memory-fixture.js'

export { accountOf } from './memory-fixture.js'

/** A network without processes: the test plays the nodes. */
export type MemoryNetwork = {
  readonly chain: MemoryChain
  readonly content: MemoryContentStore
  readonly clock: ManualClock
  readonly model: Cid
  readonly manifest: ModelManifest
  /** How many blocks the content store has before anybody asks. */
  readonly stored: number
  /** The chain for the account that asks. */
  readonly requester: Chain
  readonly scene: Scene
  /** What an honest node computes, put into the content store. */
  readonly answer: (task: TaskId) => Promise<Digest>
  /** Puts any output document into the content store. */
  readonly publish: (task: TaskId, change: Partial<Output>) => Promise<Digest>
  /** Lets every member vote, and time pass as far as it takes. */
  readonly vote: (task: TaskId, votes: readonly Vote[]) => Promise<void>
  /** All members give the honest answer. */
  readonly agree: (task: TaskId) => Promise<void>
}

/** Those of the conformance suite, with room for a list that can be appealed. */
export const networkParameters: MemoryChainParameters = {
  ...conformanceParameters,
  maximumSeats: 64,
  beacon: {
    ...conformanceParameters.beacon,
    address: `0x${'be'.repeat(20)}`,
  },
}

/** Opens a network with a registered model and seats that can be drawn. */
export async function openMemoryNetwork(
  options: {
    readonly seats?: number
    readonly reply?: () => string
    /** Of each seat's place; default 0. */
    readonly classes?: readonly PriceClass[]
  } = {},
): Promise<MemoryNetwork> {
  const { seats = 5, reply, classes } = options
  const clock = manualClock()
  const chain = memoryChain({ parameters: networkParameters, clock })
  const content = memoryContentStore()
  const { model, manifest } = await memoryModel(content, { reply })
  await chain.connect(accountOf(99)).registerModel(model)
  const fixture = memoryFixture(chain)
  const scene = await openScene(fixture, seats, { list: { model }, classes })
  const requester = chain.connect(accountOf(0))

  const documentFor = async (task: TaskId): Promise<Output> => {
    const prompt = await promptOf(requester, task)
    const generation = await generate(manifest, content, prompt, reply)
    return { type: 'aichain/output/1', model, prompt, ...generation }
  }
  const put = async (output: Output) =>
    digestFromCid(await content.put(encodeOutput(output)))
  const vote: MemoryNetwork['vote'] = async (task, votes) => {
    chain.mine()
    await scene.commit(task, votes)
    const { addedAt, seed } = await scene.task(task)
    const { commitEnd, revealEnd } = phasesOf(
      { addedAt, seed },
      networkParameters,
    )
    if (votes.includes('absent')) await scene.reach(commitEnd)
    await scene.reveal(task, votes)
    if ((await scene.task(task)).state === 'open') await scene.reach(revealEnd)
  }
  const answer = async (task: TaskId) => put(await documentFor(task))
  return {
    chain,
    content,
    clock,
    model,
    manifest,
    stored: content.blocks.size,
    requester,
    scene,
    answer,
    publish: async (task, change) =>
      put({ ...(await documentFor(task)), ...change } as Output),
    vote,
    agree: async (task) => {
      const output = await answer(task)
      const size = (await requester.getTask(task))?.committeeSize ?? 0
      await vote(
        task,
        Array.from({ length: size }, () => output),
      )
    },
  }
}

async function promptOf(chain: Chain, task: TaskId): Promise<Cid> {
  const [added] = await chain.getEvents({ fromBlock: 0n, task })
  if (added?.type !== 'task-added') throw new TypeError('no such task')
  return added.order.prompt
}

async function generate(
  manifest: ModelManifest,
  content: MemoryContentStore,
  prompt: Cid,
  reply: (() => string) | undefined,
): Promise<Generation> {
  const parsed = parsePrompt(await content.get(prompt))
  if (!parsed.ok) return { finishReason: 'error', error: 'prompt-malformed' }
  const read = async () => new Uint8Array()
  const session = await memoryEngine({ reply }).load({ manifest, read })
  for await (const part of session.generate(parsed.value)) {
    if (part.type === 'generation') return part.generation
  }
  throw new TypeError('no generation')
}
