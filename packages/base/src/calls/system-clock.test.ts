import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemClock } from './system-clock.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('tells the time of the machine', () => {
  vi.setSystemTime(1234)
  expect(systemClock.now()).toBe(1234)
})

test('sleeps as long as asked, also beyond what one timer can hold', async () => {
  const long = 2 ** 31 + 5000
  const woken = vi.fn()
  const nap = systemClock.sleep(long).then(woken)
  await vi.advanceTimersByTimeAsync(long - 1)
  expect(woken).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  await nap
  expect(woken).toHaveBeenCalled()
})

test('abort rejects with the reason and stops the timer', async () => {
  const controller = new AbortController()
  const nap = systemClock.sleep(1000, controller.signal)
  controller.abort('stop')
  await expect(nap).rejects.toBe('stop')
  expect(vi.getTimerCount()).toBe(0)
  await expect(systemClock.sleep(1, controller.signal)).rejects.toBe('stop')
})
