import { manualClock } from '@aichain/base/testing'
import { expect, test } from 'vitest'
import { doorbell } from './doorbell.js'

const { signal } = new AbortController()

test('a wait ends when rung, and leaves no timer', async () => {
  const clock = manualClock()
  const bell = doorbell(clock)
  const wait = bell.wait(1_000_000, signal)
  bell.ring()
  await wait
  expect(clock.sleeping()).toBe(0)
})

test('a wait ends by time', async () => {
  const clock = manualClock()
  const bell = doorbell(clock)
  const wait = bell.wait(1_000, signal)
  await clock.advance(1_000)
  await wait
})

test('a ring that nobody waited for ends the next wait, once', async () => {
  const clock = manualClock()
  const bell = doorbell(clock)
  bell.ring()
  bell.ring()
  await bell.wait(1_000, signal)
  let isOver = false
  const second = bell.wait(1_000, signal).then(() => {
    isOver = true
  })
  await clock.advance(999)
  expect(isOver).toBe(false)
  await clock.advance(1)
  await second
})

test('an abort ends the wait with its reason, before and during it', async () => {
  const clock = manualClock()
  const bell = doorbell(clock)
  const controller = new AbortController()
  const wait = bell.wait(1_000, controller.signal)
  controller.abort('stop')
  await expect(wait).rejects.toBe('stop')
  await expect(bell.wait(1, controller.signal)).rejects.toBe('stop')
  expect(clock.sleeping()).toBe(0)
})

test('rings at one moment are one ring', async () => {
  const clock = manualClock()
  const bell = doorbell(clock)
  const first = bell.wait(1_000, signal)
  bell.ring()
  bell.ring()
  bell.ring()
  await first
  let isOver = false
  const second = bell.wait(1_000, signal).then(() => {
    isOver = true
  })
  await clock.advance(999)
  expect(isOver).toBe(false)
  await clock.advance(1)
  await second
})

test('a ring while the waiter is at work is kept', async () => {
  const clock = manualClock()
  const bell = doorbell(clock)
  const first = bell.wait(1_000, signal)
  bell.ring()
  await first
  bell.ring()
  await bell.wait(1_000_000, signal)
  expect(clock.sleeping()).toBe(0)
})
