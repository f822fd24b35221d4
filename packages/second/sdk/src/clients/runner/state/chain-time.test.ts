import { manualClock } from '@aichain/base/testing'
import { expect, test } from 'vitest'
import { chainTime } from './chain-time.js'

const block = (number: number, timestamp: number) => ({
  number: BigInt(number),
  hash: `0x${number}` as const,
  timestamp,
})

test('time goes on between blocks, by the chain and not by this machine', async () => {
  const clock = manualClock()
  const time = chainTime(block(5, 1000), clock)
  expect(time.now()).toBe(1000)
  await clock.advance(2_500)
  expect(time.now()).toBe(1002)
  expect(time.until(1010)).toBe(7_500)
  expect(time.until(1000)).toBe(0)
})

test('a block sets the time anew, also far ahead', async () => {
  const clock = manualClock()
  const time = chainTime(block(5, 1000), clock)
  await clock.advance(2_000)
  time.observe(block(6, 1500))
  expect(time.now()).toBe(1500)
  expect(time.head().number).toBe(6n)
})

test('an older block is older news', async () => {
  const clock = manualClock()
  const time = chainTime(block(5, 1000), clock)
  time.observe(block(4, 900))
  expect(time.now()).toBe(1000)
  await clock.advance(1_000)
  time.observe(block(5, 1000))
  expect(time.now()).toBe(1001)
})

test('after a reorganization the next block counts, whatever its number', () => {
  const time = chainTime(block(5, 1000), manualClock())
  time.rewind()
  time.observe(block(4, 900))
  expect(time.now()).toBe(900)
  expect(time.head().number).toBe(4n)
})
