import { cidFromDigest, cidOf, digestOf } from '@aichain/base'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Anvil, startAnvil } from '../../../test/anvil.js'
import {
  openViemNetwork,
  type ViemNetwork,
  type Voter,
  votersOf,
} from '../../../test/viem-network.js'
import { lieCost } from '../../core/money/slash.js'
import { orderWords } from '../../core/task/order-words.js'
import type { Order, TaskId } from '../../core/task/task.js'
import { taskId } from '../../core/task/task-id.js'
import type { Chain, TransactionProgress } from '../../ports/chain.js'

const model = cidOf(new Uint8Array([1]))
const prompt = cidOf(new Uint8Array([2]))
const right = digestOf(new Uint8Array([3]))
const wrong = digestOf(new Uint8Array([4]))
const share = 10n ** 15n
const nonce = 2n ** 64n - 1n
const order: Order = {
  ...{ model, prompt, committeeSize: 5, share, roundTip: 0n },
  ...{ minimumPlaces: 5, seed: 'block', nonce },
}

let anvil: Anvil
let network: ViemNetwork

beforeAll(async () => {
  anvil = await startAnvil()
})

afterAll(() => anvil?.stop())

beforeEach(async () => {
  network = await openViemNetwork(anvil)
})

describe('a task of five seats', () => {
  let requester: Chain
  let task: TaskId
  let voters: readonly Voter[]

  beforeEach(async () => {
    const nodes = await network.openSeats({ model })
    requester = await network.connect(6)
    const added = await requester.addTask(order)
    task = added.task
    // The task is in the newest block: its committee is known without a later one.
    voters = await votersOf(nodes, task, (member) =>
      member === 2 ? wrong : right,
    )
  })

  test('has the id that the core computes', async () => {
    const { chainId, consensus } = network.deployment
    const words = orderWords(order, network.parameters.unit)
    if (!words.ok) expect.fail(words.reason)
    const where = { chainId, consensus, requester: requester.account }
    expect(task).toBe(taskId({ ...where, order: words.value }))
  })

  test('is decided and paid when all vote at once', async () => {
    await Promise.all(voters.map(({ commit }) => commit()))
    await Promise.all(voters.map(({ reveal }) => reveal()))
    expect(await requester.getTask(task)).toMatchObject({
      state: 'decided',
      output: cidFromDigest(right),
      committed: 0b11111,
      revealed: 0b11111,
      punished: 0b00100,
    })
    const { bond } = network.parameters
    const loss = lieCost({ share, appealable: false }, network.parameters)
    for (const { member, seat } of await requester.getCommittee(task)) {
      const record = await requester.getSeat(seat)
      expect(record?.balance).toBe(member === 2 ? bond - loss : bond + share)
    }
  })

  test('has gas for the last reveal even when five are sent for one block', async () => {
    for (const { commit } of voters) await commit()
    await network.rpc('evm_setAutomine', false)
    const reveals = voters.map(({ reveal }) => reveal())
    try {
      await expect
        .poll(() => network.rpc('txpool_status'), { timeout: 20_000 })
        .toMatchObject({
          pending: '0x5',
        })
      await network.rpc('evm_mine')
      await Promise.all(reveals)
    } finally {
      await network.rpc('evm_setAutomine', true)
    }
    expect(await requester.getTask(task)).toMatchObject({ state: 'decided' })
  })

  test('keeps its committee while what decides it waits for its block', async () => {
    for (const { commit } of voters) await commit()
    await network.rpc('evm_setAutomine', false)
    const reveals = voters.map(({ reveal }) => reveal())
    try {
      await expect
        .poll(() => network.rpc('txpool_status'), { timeout: 20_000 })
        .toMatchObject({ pending: '0x5' })
      expect(await requester.getTask(task)).toMatchObject({ state: 'open' })
      const members = await requester.getCommittee(task)
      expect(members.map(({ ballot }) => ballot.type)).toEqual(
        Array(5).fill('committed'),
      )
      await network.rpc('evm_mine')
      await Promise.all(reveals)
    } finally {
      await network.rpc('evm_setAutomine', true)
    }
  })

  test('tells its whole story in events', async () => {
    for (const { commit } of voters) await commit()
    for (const { reveal } of voters) await reveal()
    const events = await requester.getEvents({ fromBlock: 0n, task })
    expect(events.map(({ type }) => type)).toEqual([
      'task-added',
      'committee-drawn',
      ...Array(5).fill('vote-committed'),
      ...Array(5).fill('vote-revealed'),
      'task-decided',
      'seat-slashed',
    ])
    expect(events[0]).toMatchObject({ order })
    const decided = events.find(({ type }) => type === 'task-decided')
    expect(decided).toMatchObject({
      output: cidFromDigest(right),
      winners: 0b11011,
    })
    expect(
      new Set(events.map((event) => 'task' in event && event.task)),
    ).toEqual(new Set([task]))
  })

  test('shows how far each member’s vote is', async () => {
    await voters[0]?.commit()
    const types = async () =>
      (await requester.getCommittee(task)).map(({ ballot }) => ballot.type)
    expect(await types()).toEqual(['committed', 'none', 'none', 'none', 'none'])
    for (const { commit } of voters.slice(1)) await commit()
    await voters[1]?.reveal()
    const members = await requester.getCommittee(task)
    expect(members[1]?.ballot).toEqual({
      type: 'revealed',
      output: cidFromDigest(right),
    })
    expect(members[0]?.ballot.type).toBe('committed')
  })
})

test('a write tells its transaction before it is in a block', async () => {
  const chain = await network.connect(1)
  const told: TransactionProgress[] = []
  const { transactionHash, blockNumber, gasUsed, gasCost } = await chain.join(
    { owner: chain.account, amount: network.parameters.bond },
    { onProgress: (progress) => told.push(progress) },
  )
  expect(told).toEqual([
    { type: 'awaiting-signature' },
    { type: 'transaction-sent', transactionHash },
  ])
  expect((await chain.getHead()).number).toBe(blockNumber)
  expect(gasCost).toBeGreaterThan(gasUsed)
})

test('models are found by CID and by index', async () => {
  const chain = await network.connect(1)
  await chain.registerModel(model)
  const record = await chain.getModelAt(0)
  expect(record).toMatchObject({ model, publisher: chain.account, index: 0 })
  expect(await chain.getModel(model)).toEqual(record)
  expect(await chain.getModel(prompt)).toBeUndefined()
})
