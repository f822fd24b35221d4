import { expect, test } from 'vitest'
import { seededRandom } from '../../test/seeded-random.js'
import { quorum } from './quorum.js'
import { probabilityStuck, probabilityWrong } from './safety.js'

test.each([
  [3, 0.1, 2.8e-2],
  [5, 0.1, 4.6e-4],
  [7, 0.2, 4.7e-3],
  [9, 0.3, 2.5e-2],
  [11, 0.1, 1.2e-6],
  [15, 0.05, 2.3e-10],
])('a committee of %d against %d: %d', (size, share, expected) => {
  const probability = probabilityWrong(size, share)
  expect(Number(probability.toPrecision(2))).toBe(expected)
})

test.each([
  [3, 0.1, 2.8e-2],
  [5, 0.2, 2.6e-1],
  [7, 0.1, 2.6e-2],
  [15, 0.2, 6.1e-2],
])('a committee of %d is stuck against %d: %d', (size, share, expected) => {
  expect(Number(probabilityStuck(size, share).toPrecision(2))).toBe(expected)
})

test('is certain only at the ends', () => {
  expect(probabilityWrong(5, 0)).toBe(0)
  expect(probabilityWrong(5, 1)).toBe(1)
})

test('agrees with drawing committees', () => {
  const random = seededRandom(9)
  const rounds = 20_000
  let wrong = 0
  for (let round = 0; round < rounds; round++) {
    let adversaries = 0
    for (let member = 0; member < 7; member++)
      if (random.below(10) < 3) adversaries += 1
    if (adversaries >= quorum(7)) wrong += 1
  }
  const expected = probabilityWrong(7, 0.3)
  const deviation = Math.sqrt((expected * (1 - expected)) / rounds)
  expect(Math.abs(wrong / rounds - expected)).toBeLessThan(5 * deviation)
})
