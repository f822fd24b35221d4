import { expect, test } from 'vitest'
import { fitsInt32 } from './row-sum.js'

test('the last sum that fits, and the first that does not', () => {
  // 8260 · 127 · 2047 = 2 147 344 540 < 2^31 <= 8261 · 127 · 2047
  expect(fitsInt32(new Int8Array(8260).fill(-127))).toBe(true)
  expect(fitsInt32(new Int8Array(8261).fill(127))).toBe(false)
  expect(fitsInt32(new Int8Array(20_000).fill(50))).toBe(true)
})
