import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { quorum } from '../vote/quorum.js'
import {
  probabilityStuck,
  probabilityWrong,
  quorumProbability,
} from './safety.js'

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

test('draws without replacement where the number of seats is known', () => {
  // 3 of 9 seats: 1 committee of 84 is all theirs, 18 more have two of them.
  expect(probabilityWrong(3, 1 / 3, { places: 9 })).toBeCloseTo(19 / 84, 14)
  expect(probabilityWrong(15, 0.6, { places: 15 })).toBe(0)
  expect(probabilityWrong(15, 10 / 15, { places: 15 })).toBe(1)
})

test('a share that is no whole number of seats is rounded up', () => {
  const rounded = probabilityWrong(3, 0.3, { places: 10 })
  expect(probabilityWrong(3, 0.21, { places: 10 })).toBe(rounded)
  // 0.07 · 100 is a little more than 7 in floating point.
  const exact = probabilityWrong(7, 7 / 100, { places: 100 })
  expect(probabilityWrong(7, 0.07, { places: 100 })).toBe(exact)
})

test('a larger network comes closer to independent draws, from below', () => {
  let before = 0
  for (const seats of [30, 50, 100, 1_000, 65_530]) {
    const probability = probabilityWrong(7, 0.2, { places: seats })
    expect(probability).toBeGreaterThan(before)
    before = probability
  }
  expect(before).toBeLessThan(probabilityWrong(7, 0.2))
  expect(before).toBeCloseTo(probabilityWrong(7, 0.2), 5)
})

test('outages add to what is stuck, not to what is wrong', () => {
  const outages = { outageRate: 0.02 }
  expect(probabilityStuck(7, 0.1, outages)).toBeGreaterThan(
    probabilityStuck(7, 0.1),
  )
  expect(probabilityWrong(7, 0.1, outages)).toBe(probabilityWrong(7, 0.1))
  expect(quorumProbability(7, 0, { outageRate: 1 })).toBe(0)
  expect(probabilityStuck(7, 0)).toBe(0)
})

test.each([
  [0, 0.1, {}],
  [3.5, 0.1, {}],
  [5, -0.1, {}],
  [5, 1.1, {}],
  [5, Number.NaN, {}],
  [5, 0.1, { places: 4 }],
  [5, 0.1, { places: 9.5 }],
  [5, 0.1, { outageRate: -0.1 }],
  [5, 0.1, { outageRate: 2 }],
])('what cannot be has no probability: %d, %d, %o', (size, share, rest) => {
  expect(probabilityWrong(size, share, rest)).toBeNaN()
  expect(probabilityStuck(size, share, rest)).toBeNaN()
  expect(quorumProbability(size, share, rest)).toBeNaN()
})

test('gives the figures that the economics simulation is held to', () => {
  const file = '../../../../contracts/test/vectors/safety.json'
  const columns: Record<string, number[]> = JSON.parse(
    readFileSync(new URL(file, import.meta.url), 'utf8'),
  )
  const functions = { probabilityWrong, probabilityStuck, quorumProbability }
  const column = (name: string, row: number) => columns[name]?.[row] as number
  const rows = columns.committeeSize?.length ?? 0
  expect(rows).toBeGreaterThan(100)
  for (let row = 0; row < rows; row++) {
    const size = column('committeeSize', row)
    const share = column('adversaryShare', row)
    const seats = column('seats', row) || undefined
    const outageRate = column('outageRate', row)
    for (const [name, compute] of Object.entries(functions)) {
      const expected = column(name, row)
      const difference =
        compute(size, share, { places: seats, outageRate }) - expected
      expect(Math.abs(difference)).toBeLessThanOrEqual(1e-12 * expected)
    }
  }
})
