import { describe, expect, test } from 'vitest'
import {
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import { parseIndex } from '../../core/index/index-text.js'
import { totalOwed } from '../../core/index/total-owed.js'
import type { TaskId } from '../../core/task/task.js'
import type { ChainReader } from '../../ports/chain.js'
import { digest, withheldOutput } from '../../testing/chain-fixture.js'
import { ConsensusReader } from '../consensus-reader.js'
import type { IndexStore } from './index-store.js'

const [right, wrong] = [digest(1), digest(2)]

/** Tasks that were decided, that were not, and that are open. */
async function someHistory(): Promise<{
  readonly network: MemoryNetwork
  readonly tasks: readonly TaskId[]
}> {
  const network = await openMemoryNetwork({ seats: 6, classes: [0, 1] })
  const { scene, requester, chain } = network
  const decided = await scene.post({ share: 10n ** 14n })
  await network.vote(decided, [right, wrong, right, right, right])
  const stuck = await scene.post({ share: 10n ** 14n })
  await network.vote(stuck, [right, wrong, withheldOutput, 'absent', 'absent'])
  await requester.finalize(stuck)
  chain.mine({ blocks: 70 })
  const open = await scene.post({ share: 10n ** 14n })
  return { network, tasks: [decided, stuck, open] }
}

/** Everything that both kinds of reader tell. */
async function allFacts(
  reader: ConsensusReader,
  { model }: MemoryNetwork,
  ids: readonly TaskId[],
) {
  const tasks = []
  for await (const task of reader.tasks()) tasks.push(task)
  const each = ids.map(async (id) => ({
    task: await reader.task(id),
    verdict: await reader.verdict(id),
    votes: await reader.votes(id),
    payouts: await reader.payouts(id),
    slashes: await reader.slashes(id),
  }))
  return {
    tasks,
    each: await Promise.all(each),
    seats: await reader.seats(),
    places: await reader.places(model),
    next: await reader.places(model, { next: true }),
    lists: await reader.lists(model),
    models: await reader.models(),
  }
}

/** A chain that notes the blocks from which events were read. */
function notingReads(chain: ChainReader) {
  const reads: bigint[] = []
  const noting: ChainReader = {
    ...chain,
    getEvents: (range, options) => {
      reads.push(range.fromBlock)
      return chain.getEvents(range, options)
    },
  }
  return { chain: noting, reads }
}

/** A store in memory. */
function memoryStore(text?: string) {
  const texts = text === undefined ? [] : [text]
  const store: IndexStore = {
    load: async () => texts.at(-1),
    save: async (saved) => void texts.push(saved),
  }
  return { store, texts }
}

describe('a reader that keeps an index', () => {
  test('answers as one that does not', async () => {
    const { network, tasks } = await someHistory()
    const { requester: chain } = network
    const indexed = new ConsensusReader({ chain, index: {} })
    const plain = new ConsensusReader({ chain })
    const facts = await allFacts(indexed, network, tasks)
    expect(facts).toEqual(await allFacts(plain, network, tasks))
    expect(facts.tasks.map(({ id }) => id)).toEqual([...tasks].reverse())
    await expect(indexed.task(digest(9))).rejects.toMatchObject({
      code: 'task-not-found',
    })
    const [, second] = facts.tasks
    const range = { fromBlock: second?.addedIn, toBlock: second?.addedIn }
    for await (const task of indexed.tasks(range))
      expect(task.id).toBe(second?.id)
  })

  test('knows of everything that the contract owes', async () => {
    const { network } = await someHistory()
    const { requester: chain } = network
    const { index, block } = await new ConsensusReader({ chain }).index()
    const held = await chain.getBalance(chain.deployment.consensus)
    expect(totalOwed(index)).toBe(held)
    expect(block).toEqual(await chain.getHead())
  })

  test('reads every block once, however many ask, and sees the newest', async () => {
    const { network } = await someHistory()
    const { chain, reads } = notingReads(network.requester)
    const reader = new ConsensusReader({ chain, index: {} })
    await Promise.all([reader.seats(), reader.models(), reader.index()])
    expect(reads).toEqual([0n])
    const { number } = await chain.getHead()
    const task = await network.scene.post()
    expect((await reader.task(task)).state).toBe('open')
    expect(reads).toEqual([0n, number + 1n])
  })

  test('goes back where the chain has turned', async () => {
    const { network } = await someHistory()
    const { requester, chain, scene } = network
    const reader = new ConsensusReader({ chain: requester, index: {} })
    const lost = await scene.post()
    expect((await reader.task(lost)).state).toBe('open')
    chain.reorganize({ depth: 3, keepTransactions: false })
    await expect(reader.task(lost)).rejects.toMatchObject({
      code: 'task-not-found',
    })
    const { index, block } = await reader.index()
    const anew = await new ConsensusReader({ chain: requester }).index()
    expect(index).toEqual(anew.index)
    expect(block).toEqual(anew.block)
  })

  test('an aborted call lets the others go on', async () => {
    const { network } = await someHistory()
    const reader = new ConsensusReader({ chain: network.requester, index: {} })
    const controller = new AbortController()
    const first = reader.index({ signal: controller.signal })
    const second = reader.index()
    controller.abort('stop')
    await expect(first).rejects.toBe('stop')
    expect((await second).block).toEqual(await network.requester.getHead())
  })
})

describe('an index that is stored', () => {
  test('is gone on from, as of a block that is deep enough', async () => {
    const { network } = await someHistory()
    const { texts, store } = memoryStore()
    const { requester } = network
    const first = new ConsensusReader({ chain: requester, index: store })
    await first.index()
    expect(texts).toEqual([])
    network.chain.mine({ blocks: 64 })
    await first.index()
    network.chain.mine({ blocks: 64 })
    const now = await first.index()
    expect(texts).toHaveLength(2)
    const kept = parseIndex(texts.at(-1) ?? '', requester.deployment)
    const { chain, reads } = notingReads(requester)
    const again = new ConsensusReader({ chain, index: store })
    expect(await again.index()).toEqual(now)
    const known = kept.ok ? kept.value.block.number : 0n
    expect(known).toBe(now.block.number - 64n)
    expect(reads).toEqual([known + 1n])
  })

  test.each([
    ['no index', 'nonsense'],
    ['of a history that this chain has not', undefined],
  ])('is built anew if what is stored is %s', async (_, text) => {
    const { network } = await someHistory()
    const other = await openMemoryNetwork({ seats: 3 })
    other.chain.mine({ blocks: 200 })
    const { texts, store } = memoryStore(text)
    if (text === undefined) {
      const filling = new ConsensusReader({
        chain: other.requester,
        index: store,
      })
      await filling.index()
      other.chain.mine({ blocks: 64 })
      await filling.index()
      expect(texts).toHaveLength(1)
    }
    const { requester: chain } = network
    const reader = new ConsensusReader({ chain, index: store })
    const anew = await new ConsensusReader({ chain }).index()
    expect(await reader.index()).toEqual(anew)
  })

  test('a store that fails is told', async () => {
    const { network } = await someHistory()
    const index = { load: () => Promise.reject(new RangeError('broken')) }
    const reader = new ConsensusReader({ chain: network.requester, index })
    await expect(reader.index()).rejects.toThrow('broken')
  })
})
