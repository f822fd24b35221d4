import { expect, test } from 'vitest'
import { OperationTimeoutError } from '../errors/operation.js'
import { manualClock } from '../testing/manual-clock.js'
import { withTimeout } from './with-timeout.js'

const never = () => new Promise<never>(() => {})

test('returns what the work returns and stops the timer', async () => {
  const clock = manualClock()
  const result = await withTimeout({ timeout: 10, clock }, async () => 'done')
  expect(result).toBe('done')
  expect(clock.sleeping()).toBe(0)
})

test('rejects with OperationTimeoutError when time is over', async () => {
  const clock = manualClock()
  const work = withTimeout({ timeout: 10, clock, operation: 'ask' }, never)
  const failure = work.catch((error) => error)
  await clock.advance(10)
  const error = await failure
  expect(error).toBeInstanceOf(OperationTimeoutError)
  expect(error).toMatchObject({ timeout: 10, operation: 'ask' })
  expect(clock.sleeping()).toBe(0)
})

test('hands the work a signal that aborts with the same reason', async () => {
  const clock = manualClock()
  const reasons: unknown[] = []
  const work = withTimeout({ timeout: 10, clock }, (signal) => {
    signal.addEventListener('abort', () => reasons.push(signal.reason))
    return never()
  })
  const failure = work.catch((error) => error)
  await clock.advance(10)
  expect(reasons).toEqual([await failure])
})

test("rejects with the caller's reason, unchanged", async () => {
  const controller = new AbortController()
  const work = withTimeout({ signal: controller.signal, timeout: 1e9 }, never)
  controller.abort('stop')
  await expect(work).rejects.toBe('stop')
})

test('does not start the work when already aborted', async () => {
  let started = false
  const work = withTimeout({ signal: AbortSignal.abort('stop') }, async () => {
    started = true
  })
  await expect(work).rejects.toBe('stop')
  expect(started).toBe(false)
})
