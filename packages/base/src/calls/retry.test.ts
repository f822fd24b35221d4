import { expect, test, vi } from 'vitest'
import {
  InvalidArgumentError,
  OperationTimeoutError,
} from '../errors/operation.js'
import { manualClock } from '../testing/manual-clock.js'
import { retry, retryDelay } from './retry.js'

const slow = new OperationTimeoutError({ operation: 'read', timeout: 1 })
const wrong = new InvalidArgumentError({
  argument: 'a',
  expected: 'b',
  actual: 'c',
})

test('tries again until it succeeds, waiting longer each time', async () => {
  const clock = manualClock({ now: 0 })
  const times: number[] = []
  const result = retry(
    async (attempt) => {
      times.push(clock.now())
      if (attempt < 4) throw slow
      return attempt
    },
    { clock, delay: 100, random: () => 0 },
  )
  await clock.advance(1000)
  expect(await result).toBe(4)
  expect(times).toEqual([0, 50, 150, 350])
})

test('gives up after the last attempt with the last failure', async () => {
  const clock = manualClock()
  const work = vi.fn(async () => {
    throw slow
  })
  const result = retry(work, { clock, attempts: 3 }).catch((error) => error)
  await clock.advance(10_000)
  expect(await result).toBe(slow)
  expect(work).toHaveBeenCalledTimes(3)
})

test('does not repeat what repeating cannot mend', async () => {
  const work = vi.fn(async () => {
    throw wrong
  })
  await expect(retry(work)).rejects.toBe(wrong)
  expect(work).toHaveBeenCalledTimes(1)
})

test('abort ends the wait with the reason', async () => {
  const clock = manualClock()
  const controller = new AbortController()
  const { signal } = controller
  const result = retry(() => Promise.reject(slow), { clock, signal })
  const failure = result.catch((error) => error)
  await clock.whenSleeping()
  controller.abort('stop')
  expect(await failure).toBe('stop')
  expect(clock.sleeping()).toBe(0)
})

test('tells of every wait', async () => {
  const clock = manualClock()
  const onRetry = vi.fn()
  const result = retry(
    async (attempt) => {
      if (attempt === 1) throw slow
    },
    { clock, onRetry, delay: 100, random: () => 0.5 },
  )
  await clock.advance(1000)
  await result
  expect(onRetry.mock.calls).toEqual([[{ error: slow, attempt: 1, delay: 75 }]])
})

test('a delay is between half of its limit and all of it, and capped', () => {
  for (let attempt = 1; attempt < 40; attempt += 1) {
    const limit = Math.min(1000, 10 * 2 ** (attempt - 1))
    for (const random of [0, 0.25, 0.999]) {
      const options = { delay: 10, maximumDelay: 1000, random: () => random }
      const delay = retryDelay(attempt, options)
      expect(delay).toBeGreaterThanOrEqual(Math.floor(limit / 2))
      expect(delay).toBeLessThanOrEqual(limit)
    }
  }
})
