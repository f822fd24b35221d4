import { expect, test } from 'vitest'
import { fromUnits, roundUpToUnits, toUnits } from './units.js'

const gwei = 10n ** 9n

test('counts whole units', () => {
  expect(toUnits(0n, gwei)).toEqual({ ok: true, value: 0n })
  expect(toUnits(3n * gwei, gwei)).toEqual({ ok: true, value: 3n })
  expect(fromUnits(3n, gwei)).toBe(3n * gwei)
  expect(toUnits(7n, 1n)).toEqual({ ok: true, value: 7n })
})

test.each([
  [1n, '1 is no multiple of 1000000000'],
  [gwei + 1n, '1000000001 is no multiple of 1000000000'],
  [-gwei, '-1000000000 is negative'],
])('refuses %d', (amount, reason) => {
  expect(toUnits(amount, gwei)).toEqual({ ok: false, reason })
})

test('rounds up to what can be paid', () => {
  expect([0n, 1n, gwei, gwei + 1n].map((a) => roundUpToUnits(a, gwei))).toEqual(
    [0n, gwei, gwei, 2n * gwei],
  )
})
