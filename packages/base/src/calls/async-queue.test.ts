import { expect, test, vi } from 'vitest'
import { asyncQueue } from './async-queue.js'

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

test('yields what was pushed, in order, before and after reading starts', async () => {
  const queue = asyncQueue<number>()
  queue.push(1)
  const all = collect(queue)
  queue.push(2)
  queue.push(3)
  queue.end()
  expect(await all).toEqual([1, 2, 3])
})

test('a failure arrives after the items before it, once', async () => {
  const queue = asyncQueue<number>()
  queue.push(1)
  queue.fail('broken')
  expect(await queue.next()).toEqual({ done: false, value: 1 })
  await expect(queue.next()).rejects.toBe('broken')
  expect(await queue.next()).toEqual({ done: true, value: undefined })
})

test('a waiting reader is told of the end and of a failure', async () => {
  const ended = asyncQueue<number>()
  const end = ended.next()
  ended.end()
  expect(await end).toEqual({ done: true, value: undefined })

  const failed = asyncQueue<number>()
  const failure = failed.next()
  failed.fail(undefined)
  await expect(failure).rejects.toBe(undefined)
})

test('abort drops the buffer and rejects with the reason', async () => {
  const controller = new AbortController()
  const onClose = vi.fn()
  const queue = asyncQueue<number>({ signal: controller.signal, onClose })
  queue.push(1)
  controller.abort('stop')
  await expect(queue.next()).rejects.toBe('stop')
  expect(onClose).toHaveBeenCalledTimes(1)
})

test('an already aborted signal rejects the first read', async () => {
  const queue = asyncQueue<number>({ signal: AbortSignal.abort('stop') })
  await expect(queue.next()).rejects.toBe('stop')
})

test.each(['break', 'throw'])(
  '%s in the loop closes the queue',
  async (how) => {
    const onClose = vi.fn()
    const queue = asyncQueue<number>({ onClose })
    queue.push(1)
    queue.push(2)
    const loop = async () => {
      for await (const _ of queue) {
        if (how === 'break') break
        throw new RangeError('reader failed')
      }
    }
    if (how === 'break') await loop()
    else await expect(loop()).rejects.toThrow('reader failed')
    expect(onClose).toHaveBeenCalledTimes(1)
    expect(queue.closed).toBe(true)
    queue.push(3)
    expect(await queue.next()).toEqual({ done: true, value: undefined })
  },
)

test('onClose runs once whatever ends the queue', async () => {
  const onClose = vi.fn()
  const controller = new AbortController()
  const queue = asyncQueue<number>({ onClose, signal: controller.signal })
  queue.end()
  queue.fail('late')
  controller.abort()
  await queue.return?.()
  expect(onClose).toHaveBeenCalledTimes(1)
  expect(await queue.next()).toEqual({ done: true, value: undefined })
})
