import { expect, test } from 'vitest'
import { oddsOfWrong } from './odds.js'

// Section 5.1 of the protocol's design.
test.each([
  [5, 0.1, '1 in 2,200'],
  [5, 0.2, '1 in 150'],
  [7, 0.1, '1 in 5,700'],
  [3, 0.3, '1 in 4.6'],
])('of %i members with %d of the seats lying: %s', (size, share, odds) => {
  expect(oddsOfWrong(size, share)).toBe(odds)
})
