import { cidFromDigest } from '@aichain/base'
import { manualClock } from '@aichain/base/testing'
import { describe, expect, test } from 'vitest'
import { memoryFixture } from '../../../test/memory-fixture.js'
import { keccakWords } from '../../core/encoding/keccak.js'
import type { ChainUpdate } from '../../ports/chain.js'
import { chainConformance } from '../../testing/chain-conformance.js'
import { memoryChain } from './chain.js'

const address = (index: number) =>
  `0x${`${index + 1}`.padStart(40, '0')}` as const
const model = (value: number) => cidFromDigest(keccakWords(value))

describe('conformance', () => {
  const cases = chainConformance({
    canReorganize: true,
    open: ({ beacon, ...parameters }) => {
      const address = `0x${'be'.repeat(20)}` as const
      const chosen = { ...parameters, beacon: { ...beacon, address } }
      return memoryFixture(memoryChain({ parameters: chosen }))
    },
  })
  for (const { name, run } of cases) test(name, run)
})

test('without auto-mining a transaction waits for a block', async () => {
  const chain = memoryChain({ autoMine: false })
  const alice = chain.connect(address(1))
  let isIncluded = false
  const registering = alice.registerModel(model(1)).then((receipt) => {
    isIncluded = true
    return receipt
  })
  await expect.poll(() => chain.pending()).toBe(1)
  expect(isIncluded).toBe(false)
  const { number } = chain.mine({ seconds: 12 })
  expect((await registering).blockNumber).toBe(number)
  expect(await alice.getModelCount()).toBe(1)
})

test('of two transactions that exclude each other the second reverts', async () => {
  const chain = memoryChain({ autoMine: false })
  const [alice, bob] = [chain.connect(address(1)), chain.connect(address(2))]
  const first = alice.registerModel(model(1))
  const second = bob.registerModel(model(1)).catch((error) => error)
  await expect.poll(() => chain.pending()).toBe(2)
  chain.mine()
  await first
  expect(await second).toMatchObject({ code: 'model-already-registered' })
})

test('a stopped chain refuses calls until it starts again', async () => {
  const chain = memoryChain()
  const alice = chain.connect(address(1))
  chain.stop()
  const code = 'chain-unreachable'
  await expect(alice.getHead()).rejects.toMatchObject({ code })
  await expect(alice.withdraw()).rejects.toMatchObject({ code })
  chain.start()
  expect((await alice.getHead()).number).toBe(0n)
})

test('a watcher outlives a short stop, and gives up on a long one', async () => {
  const clock = manualClock()
  const chain = memoryChain({ clock })
  const alice = chain.connect(address(1))
  const unreachableAfter = 1000
  const updates = alice
    .watch({ fromBlock: 0n, unreachableAfter })
    [Symbol.asyncIterator]()
  await updates.next()

  chain.stop()
  const afterShort = updates.next()
  await clock.advance(unreachableAfter - 1)
  chain.start()
  await alice.registerModel(model(1))
  expect((await afterShort).value).toMatchObject({ type: 'blocks' })
  expect(clock.sleeping()).toBe(0)

  chain.stop()
  const afterLong = updates.next().catch((error) => error)
  await clock.advance(unreachableAfter)
  expect(await afterLong).toMatchObject({ code: 'chain-unreachable' })
})

test('an abort during a stop rejects with the reason and stops the timer', async () => {
  const clock = manualClock()
  const chain = memoryChain({ clock })
  const controller = new AbortController()
  const updates = chain
    .connect(address(1))
    .watch({ fromBlock: 0n, signal: controller.signal })
    [Symbol.asyncIterator]()
  await updates.next()
  chain.stop()
  const next = updates.next().catch((error) => error)
  await clock.whenSleeping()
  controller.abort('stop')
  expect(await next).toBe('stop')
  expect(clock.sleeping()).toBe(0)
})

test('a reorganization can keep the transactions, in new blocks', async () => {
  const chain = memoryChain()
  const alice = chain.connect(address(1))
  const { blockNumber } = await alice.registerModel(model(1))
  const before = await alice.getEvents({ fromBlock: 0n })
  chain.reorganize({ depth: 1 })
  const after = await alice.getEvents({ fromBlock: 0n })
  expect(after).toMatchObject([{ type: 'model-registered', blockNumber }])
  expect(after[0]?.blockHash).not.toBe(before[0]?.blockHash)
  expect(await alice.getModelCount()).toBe(1)
})

test('a reorganization never takes the first block', async () => {
  const chain = memoryChain()
  const alice = chain.connect(address(1))
  await alice.registerModel(model(1))
  const genesis = (await alice.getEvents({ fromBlock: 0n, toBlock: 0n })).length
  chain.reorganize({ depth: 100, keepTransactions: false })
  expect(await alice.getModelCount()).toBe(0)
  expect(genesis).toBe(0)
  expect((await alice.getHead()).number).toBe(1n)
})

test('equal seeds give equal chains, other seeds others', async () => {
  const hashOf = async (seed: string) => {
    const chain = memoryChain({ seed })
    return chain.mine().hash
  }
  expect(await hashOf('a')).toBe(await hashOf('a'))
  expect(await hashOf('a')).not.toBe(await hashOf('b'))
})

test('a balance can be set', async () => {
  const chain = memoryChain()
  const alice = chain.connect(address(1))
  chain.setBalance(alice.account, 5n)
  expect(await alice.getBalance(alice.account)).toBe(5n)
  await expect(alice.registerModel(model(1))).rejects.toMatchObject({
    code: 'insufficient-funds',
  })
})

test('a watcher started on a future block waits for it', async () => {
  const chain = memoryChain()
  const alice = chain.connect(address(1))
  const updates = alice.watch({ fromBlock: 2n })[Symbol.asyncIterator]()
  const first: Promise<IteratorResult<ChainUpdate>> = updates.next()
  await alice.registerModel(model(1))
  await alice.registerModel(model(2))
  const { value } = await first
  expect(value.type === 'blocks' && value.events.length).toBe(1)
})
