import { expect, test } from 'vitest'
import {
  accountOf,
  networkParameters,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import { clientOf, requestOf } from '../../../test/task-listener.js'
import { countEligibleSeats } from './eligible-seats.js'

const { bond, activationDelay } = networkParameters
const { signal } = new AbortController()

/** Four old seats, and one that has joined in the newest block. */
async function openWithLateSeat() {
  const network = await openMemoryNetwork({ seats: 4 })
  const late = network.chain.connect(accountOf(50))
  await late.join({ owner: late.account, bond })
  return network
}

test('a seat that cannot be drawn yet is in no quote, and nothing is paid for it', async () => {
  const network = await openWithLateSeat()
  const { requester } = network
  const tasks = clientOf(network)
  expect(await requester.getStayingSeatCount()).toBe(5)
  expect((await tasks.quote({ committeeSize: 4 })).seats).toBe(4)
  const expected = { code: 'not-enough-seats', active: 4n, required: 5n }
  await expect(tasks.quote({ committeeSize: 5 })).rejects.toMatchObject(
    expected,
  )
  const before = await requester.getBalance(requester.account)
  await expect(tasks.ask(requestOf(network))).rejects.toMatchObject(expected)
  expect(await requester.getBalance(requester.account)).toBe(before)
  expect(network.content.blocks.size).toBe(network.stored)
})

test('it counts from the block on in which it can be drawn', async () => {
  const network = await openWithLateSeat()
  network.chain.mine({ seconds: activationDelay })
  expect((await clientOf(network).quote()).seats).toBe(5)
  const { id } = await clientOf(network).submit(requestOf(network))
  network.chain.mine()
  expect(await network.requester.getCommittee(id)).toHaveLength(5)
})

test('a chain whose newest block is old does not hide seats that are old enough by now', async () => {
  const network = await openWithLateSeat()
  const { timestamp } = await network.requester.getHead()
  const clock = {
    ...network.clock,
    now: () => 1000 * (timestamp + activationDelay + 2),
  }
  expect((await clientOf(network, { clock }).quote()).seats).toBe(5)
})

test('a seat that leaves counts until it has left', async () => {
  const network = await openMemoryNetwork()
  const [node] = network.scene.nodes
  await node?.exit(0)
  const { timestamp } = await network.requester.getHead()
  const { exitNotice } = networkParameters
  const count = (addedAt: number) =>
    countEligibleSeats(network.requester, { addedAt }, signal)
  expect(await count(timestamp + exitNotice - 1)).toBe(5)
  expect(await count(timestamp + exitNotice)).toBe(4)
})

test('no more seats are read than it takes', async () => {
  const network = await openMemoryNetwork({ seats: 60 })
  let reads = 0
  const chain = {
    ...network.requester,
    getSeat: (seat: number) => {
      reads += 1
      return network.requester.getSeat(seat)
    },
  }
  await clientOf(network, { chain }).submit(requestOf(network))
  expect(reads).toBeLessThanOrEqual(16)
})

test('beyond 64 slots a quote takes the number that the contract keeps', async () => {
  const network = await openMemoryNetwork({ seats: 5 })
  let reads = 0
  const chain = {
    ...network.requester,
    getSeatCount: async () => 65,
    getStayingSeatCount: async () => 33,
    getSeat: async () => {
      reads += 1
      return undefined
    },
  }
  expect((await clientOf(network, { chain }).quote()).seats).toBe(33)
  expect(reads).toBe(0)
})
