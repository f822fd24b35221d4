import { expect, test } from 'vitest'
import {
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import { clientOf, fee, requestOf } from '../../../test/task-listener.js'
import {
  ChainUnreachableError,
  TransactionRejectedError,
} from '../../errors/chain.js'
import { TaskExistsError } from '../../errors/contract-tasks.js'
import type { Chain } from '../../ports/chain.js'
import type { TaskUpdate } from './update.js'

/** Longer than any wait between two attempts. */
const wait = 1_000

async function tasksOn({ requester }: MemoryNetwork): Promise<number> {
  const events = await requester.getEvents({ fromBlock: 0n })
  return events.filter(({ type }) => type === 'task-added').length
}

/** Submits through a chain whose first attempts go as `fates` say. */
function submit(
  network: MemoryNetwork,
  fates: readonly ((send: () => Promise<unknown>) => Promise<never>)[],
) {
  let attempts = 0
  const addTask: Chain['addTask'] = async (...parameters) => {
    const fate = fates[attempts]
    attempts += 1
    const send = () => network.requester.addTask(...parameters)
    return fate ? fate(send) : send()
  }
  const chain = { ...network.requester, addTask }
  const submitting = clientOf(network, { chain }).submit(requestOf(network))
  // Tests that expect a rejection await it later.
  submitting.catch(() => {})
  return { submitting, attempts: () => attempts }
}

const unreachable = async () => {
  throw new ChainUnreachableError()
}
const unreachableAfterwards = async (send: () => Promise<unknown>) => {
  await send()
  throw new ChainUnreachableError()
}

test('the id that is told before the transaction is the task’s', async () => {
  const network = await openMemoryNetwork()
  const steps: TaskUpdate[] = []
  const onProgress = (update: TaskUpdate) => steps.push(update)
  const task = await clientOf(network).submit(requestOf(network), {
    onProgress,
  })
  expect(steps).toMatchObject([
    { type: 'prompt-stored', task: task.id },
    { type: 'posted', task: task.id },
  ])
  expect(await network.requester.getTask(task.id)).toMatchObject({ fee })
})

test('asking the same twice makes two tasks', async () => {
  const network = await openMemoryNetwork()
  const tasks = clientOf(network)
  const request = requestOf(network)
  const [first, second] = await Promise.all([
    tasks.submit(request),
    tasks.submit(request),
  ])
  expect(first?.id).not.toBe(second?.id)
  expect(await tasksOn(network)).toBe(2)
})

test('asking the same twice with one nonce makes one task, paid once', async () => {
  const network = await openMemoryNetwork()
  const { requester } = network
  const request = requestOf(network, { nonce: 5n })
  const first = await clientOf(network).submit(request)
  const before = await requester.getBalance(requester.account)
  const second = await clientOf(network).submit(request)
  expect(second.id).toBe(first.id)
  expect(second.transaction).toBe(first.transaction)
  expect(await requester.getBalance(requester.account)).toBe(before)
  expect(await tasksOn(network)).toBe(1)
})

test('an attempt whose end nobody saw is repeated, and pays nothing twice', async () => {
  const network = await openMemoryNetwork()
  const { submitting, attempts } = submit(network, [unreachableAfterwards])
  await expect.poll(attempts).toBe(1)
  await network.clock.advance(wait)
  const task = await submitting
  const [added] = await network.requester.getEvents({
    fromBlock: 0n,
    task: task.id,
  })
  expect(task.transaction).toBe(added?.transactionHash)
  expect(attempts()).toBe(2)
  expect(await tasksOn(network)).toBe(1)
})

test('a task that exists only in the pool is waited for', async () => {
  const network = await openMemoryNetwork()
  const existing = async () => {
    throw new TaskExistsError({ task: '0x01' })
  }
  const { submitting, attempts } = submit(network, [existing])
  await expect.poll(attempts).toBe(1)
  await network.clock.advance(wait)
  expect(await network.requester.getTask((await submitting).id)).toBeDefined()
})

test('a chain that stays away is told in the end', async () => {
  const network = await openMemoryNetwork()
  const { submitting, attempts } = submit(network, Array(9).fill(unreachable))
  await expect.poll(attempts).toBe(1)
  await network.clock.advance(10 * wait)
  await expect(submitting).rejects.toBeInstanceOf(ChainUnreachableError)
  expect(attempts()).toBe(4)
})

test('what the user refused is not asked again', async () => {
  const network = await openMemoryNetwork()
  const reject = async () => {
    throw new TransactionRejectedError()
  }
  const { submitting, attempts } = submit(network, [reject])
  await expect(submitting).rejects.toBeInstanceOf(TransactionRejectedError)
  expect(attempts()).toBe(1)
})
