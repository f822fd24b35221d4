import { expect, test } from 'vitest'
import { decimal, shortestFloat32 } from './decimal.js'

test.each([
  [1e-5, '0.00001'],
  [1e-6, '0.000001'],
  [0.5, '0.5'],
  [1.25e-7, '0.000000125'],
  [12.5, '12.5'],
  [1200, '1200'],
])('%d', (value, expected) => {
  expect(decimal(value)).toBe(expected)
  expect(Number(decimal(value))).toBe(value)
})

test.each([1e-5, 1e-6, 10_000, 0.1, 500_000])(
  '%d comes back from a float32',
  (value) => {
    expect(shortestFloat32(Math.fround(value))).toBe(value)
  },
)
