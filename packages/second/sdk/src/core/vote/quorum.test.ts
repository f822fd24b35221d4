import { expect, test } from 'vitest'
import { quorum } from './quorum.js'

test('is two thirds, rounded up', () => {
  const sizes = [3, 4, 5, 6, 7, 9, 11, 15]
  expect(sizes.map(quorum)).toEqual([2, 3, 4, 4, 5, 6, 8, 10])
})

test('two outputs never both have it', () => {
  for (let size = 3; size <= 15; size++)
    expect(2 * quorum(size)).toBeGreaterThan(size)
})
