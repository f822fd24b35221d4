import { expect, test } from 'vitest'
import { closable } from './closable.js'

const never = new Promise<never>(() => {})

test('passes on what the generator yields, and its end', async () => {
  const iterator = closable(undefined, async function* () {
    yield 1
    yield 2
  })
  const seen: number[] = []
  for await (const value of iterator) seen.push(value)
  expect(seen).toEqual([1, 2])
  expect(await iterator.next()).toEqual({ done: true, value: undefined })
})

test('passes on what the generator throws, once', async () => {
  const fault = new Error('fault')
  // biome-ignore lint/correctness/useYield: one that fails before it yields
  const iterator = closable<number>(undefined, async function* () {
    throw fault
  })
  await expect(iterator.next()).rejects.toBe(fault)
  expect(await iterator.next()).toEqual({ done: true, value: undefined })
})

test('a break runs the clean-up of a generator at a yield', async () => {
  let isClean = false
  const iterator = closable(undefined, async function* () {
    try {
      for (;;) yield 1
    } finally {
      isClean = true
    }
  })
  for await (const _ of iterator) break
  expect(isClean).toBe(true)
})

test('a return ends a generator that waits, and wakes it', async () => {
  let reason: unknown = 'not woken'
  const iterator = closable(undefined, async function* (signal) {
    yield 1
    await new Promise((_, reject) => {
      signal.addEventListener('abort', () => {
        reason = signal.reason
        reject(signal.reason)
      })
    })
  })
  await iterator.next()
  const waiting = iterator.next()
  await iterator.return?.()
  expect(await waiting).toEqual({ done: true, value: undefined })
  expect(reason).toMatchObject({ name: 'AbortError' })
})

test('an abort rejects a pending step at once, though the generator is deaf', async () => {
  const controller = new AbortController()
  const iterator = closable(controller.signal, async function* () {
    yield 1
    await never
  })
  await iterator.next()
  const waiting = iterator.next()
  controller.abort('enough')
  await expect(waiting).rejects.toBe('enough')
  expect(await iterator.next()).toEqual({ done: true, value: undefined })
})

test('an abort before the first step rejects that step', async () => {
  const iterator = closable(AbortSignal.abort('early'), async function* () {
    yield 1
  })
  await expect(iterator.next()).rejects.toBe('early')
})
