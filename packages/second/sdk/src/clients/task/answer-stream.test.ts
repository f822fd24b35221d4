import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { faultyChain, tasksOn } from '../../../test/faulty-chain.js'
import {
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import {
  clientOf,
  collect,
  requestOf,
  typesOf,
} from '../../../test/task-listener.js'
import { TransactionRejectedError } from '../../errors/chain.js'
import type { AnswerStream } from './answer-stream.js'
import type { TaskUpdate } from './update.js'

/** The task on the network, once there is one. */
async function taskOn(network: MemoryNetwork) {
  await expect.poll(() => tasksOn(network)).toBe(1)
  const events = await network.requester.getEvents({ fromBlock: 0n })
  const added = events.find(({ type }) => type === 'task-added')
  return added?.type === 'task-added' ? added.task : expect.fail('no task')
}

/** Reads a stream until an update of a kind, and leaves it. */
async function leaveAfter(stream: AnswerStream, type: TaskUpdate['type']) {
  for await (const update of stream) if (update.type === type) break
}

const rejected = new TransactionRejectedError()

/** A network whose wallet declines everything. */
async function declined() {
  const network = await openMemoryNetwork()
  const { chain } = faultyChain(network, async ({ tell }) => {
    tell({ type: 'awaiting-signature' })
    throw rejected
  })
  return {
    network,
    stream: clientOf(network, { chain }).stream(requestOf(network)),
  }
}

test('a loop tells every step, and the promise has the answer', async () => {
  const network = await openMemoryNetwork()
  const stream = clientOf(network).stream(requestOf(network))
  const all = collect(stream)
  await network.agree(await taskOn(network))
  const types = typesOf(await all).filter((type) => !type.startsWith('vote'))
  expect(types).toEqual([
    ...['awaiting-signature', 'transaction-sent', 'prompt-stored', 'posted'],
    ...['committee-drawn', 'decided', 'answer'],
  ])
  const answer = await stream.answer
  expect((await all).at(-1)).toMatchObject({ type: 'answer', answer })
  expect(await tasksOn(network)).toBe(1)
})

test('nothing begins before somebody listens', async () => {
  const network = await openMemoryNetwork()
  const stream = clientOf(network).stream(requestOf(network))
  await pause(20)
  expect(await tasksOn(network)).toBe(0)
  const { answer } = stream
  await network.agree(await taskOn(network))
  expect((await answer).task).toBe(await taskOn(network))
})

test('every loop tells all from the beginning, and pays nothing', async () => {
  const network = await openMemoryNetwork()
  const stream = clientOf(network).stream(requestOf(network))
  const first = collect(stream)
  const id = await taskOn(network)
  const second = collect(stream)
  await network.agree(id)
  expect(await second).toEqual(await first)
  expect(await collect(stream)).toEqual(await first)
  expect(await tasksOn(network)).toBe(1)
})

describe('what fails', () => {
  test('ends the loop as an update, and rejects the promise', async () => {
    const { network, stream } = await declined()
    const told = await collect(stream)
    expect(typesOf(told)).toEqual(['awaiting-signature', 'error'])
    expect(told.at(-1)).toMatchObject({
      error: { code: 'transaction-rejected' },
    })
    await expect(stream.answer).rejects.toBe(rejected)
    expect(await tasksOn(network)).toBe(0)
  })

  test('troubles nobody who did not ask for the promise, or dropped it', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    try {
      const unused = await declined()
      await collect(unused.stream)
      const dropped = await declined()
      void dropped.stream.answer
      await pause(20)
      expect(unhandled).toEqual([])
    } finally {
      process.off('unhandledRejection', note)
    }
  })

  test('after the payment carries the task', async () => {
    const network = await openMemoryNetwork()
    const timeout = 10_000
    const stream = clientOf(network).stream(requestOf(network), { timeout })
    const all = collect(stream)
    const task = await taskOn(network)
    await network.clock.advance(timeout)
    const expected = { code: 'answer-timeout', task, timeout }
    expect((await all).at(-1)).toMatchObject({ type: 'error', error: expected })
    await expect(stream.answer).rejects.toMatchObject(expected)
  })

  test('that is a bug of an adapter rejects the loop too', async () => {
    const network = await openMemoryNetwork()
    const chain = {
      ...network.requester,
      getModel: async () => {
        throw new RangeError('a bug of the adapter')
      },
    }
    const stream = clientOf(network, { chain }).stream(requestOf(network))
    await expect(collect(stream)).rejects.toThrow('a bug of the adapter')
    await expect(stream.answer).rejects.toThrow('a bug of the adapter')
  })
})

describe('leaving the loop', () => {
  test.each<TaskUpdate['type']>([
    ...(['transaction-sent', 'posted', 'committee-drawn'] as const),
  ])(
    'after %s releases everything, and the task is paid for and goes on',
    async (type) => {
      const network = await openMemoryNetwork()
      const stream = clientOf(network).stream(requestOf(network))
      const leaving = leaveAfter(stream, type)
      const id = await taskOn(network)
      if (type === 'committee-drawn') network.chain.mine()
      await leaving
      await expect.poll(() => network.clock.sleeping()).toBe(0)
      // Whoever wants the answer after all gets that of the same task.
      const { answer } = stream
      await expect
        .poll(() => network.content.blocks.size)
        .toBe(network.stored + 1)
      await network.agree(id)
      expect((await answer).task).toBe(id)
      expect(await tasksOn(network)).toBe(1)
    },
  )

  test('goes on for who asked for the answer before', async () => {
    const network = await openMemoryNetwork()
    const stream = clientOf(network).stream(requestOf(network))
    const { answer } = stream
    await leaveAfter(stream, 'posted')
    const id = await taskOn(network)
    await network.agree(id)
    expect((await answer).task).toBe(id)
  })

  test('while the wallet asks sends nothing from here, and a later answer finds what it sent', async () => {
    const network = await openMemoryNetwork()
    let sign = () => {}
    const signed = new Promise<void>((resolve) => {
      sign = resolve
    })
    const { chain, attempts } = faultyChain(network, async ({ tell, send }) => {
      tell({ type: 'awaiting-signature' })
      await signed
      return send()
    })
    const stream = clientOf(network, { chain }).stream(requestOf(network))
    await leaveAfter(stream, 'awaiting-signature')
    expect(await tasksOn(network)).toBe(0)
    // The user signs all the same, long after the page went on.
    sign()
    const id = await taskOn(network)
    const { answer } = stream
    await expect
      .poll(() => network.content.blocks.size)
      .toBe(network.stored + 1)
    await network.agree(id)
    expect((await answer).task).toBe(id)
    expect(attempts()).toBe(1)
  })

  test('by one of two leaves the other alone', async () => {
    const network = await openMemoryNetwork()
    const stream = clientOf(network).stream(requestOf(network))
    const all = collect(stream)
    await leaveAfter(stream, 'posted')
    await network.agree(await taskOn(network))
    expect((await all).at(-1)).toMatchObject({ type: 'answer' })
  })
})

test('an abort rejects the loop and the promise, with its reason', async () => {
  const network = await openMemoryNetwork()
  const controller = new AbortController()
  const { signal } = controller
  const stream = clientOf(network).stream(requestOf(network), { signal })
  const all = collect(stream)
  all.catch(() => {})
  const { answer } = stream
  await taskOn(network)
  controller.abort('stop')
  await expect(all).rejects.toBe('stop')
  await expect(answer).rejects.toBe('stop')
  await expect.poll(() => network.clock.sleeping()).toBe(0)
})
