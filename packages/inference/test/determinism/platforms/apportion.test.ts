import { expect, test } from 'vitest'
import { apportion } from './apportion.js'

test.each([
  [100, [1, 1], [50, 50]],
  [10, [1, 1, 1], [4, 3, 3]],
  [2, [25, 14, 12], [1, 1, 0]],
  [0, [1, 2], [0, 0]],
  [
    10_000,
    [25, 14, 12, 12, 12, 12, 1, 8, 4],
    [2500, 1400, 1200, 1200, 1200, 1200, 100, 800, 400],
  ],
])('%d by %j', (whole, weights, parts) => {
  expect(apportion(whole, weights)).toEqual(parts)
})

test('nothing is lost or added, whatever the whole', () => {
  for (let whole = 0; whole < 500; whole += 1) {
    const parts = apportion(whole, [25, 14, 12, 1, 8, 4])
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole)
  }
})
