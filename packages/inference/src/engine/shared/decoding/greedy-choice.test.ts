import { expect, test } from 'vitest'
import { greedyChoice } from './greedy-choice.js'

const none = new Set<number>()

const choose = (scores: number[], context = none, penalty = 1) =>
  greedyChoice(Float32Array.from(scores), context, penalty)

test('takes the highest, and the lowest id on ties', () => {
  expect(choose([1, 3, 2])).toBe(1)
  expect(choose([1, 3, 3])).toBe(1)
  expect(choose([0, -0, 0])).toBe(0)
  expect(choose([-0, 0])).toBe(0)
  expect(choose([-3e38, -3e38])).toBe(0)
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  'rejects %d anywhere',
  (score) => {
    expect(choose([score, 1])).toBeUndefined()
    expect(choose([2, score])).toBeUndefined()
  },
)

test('no scores, no choice', () => {
  expect(choose([])).toBeUndefined()
})

test('penalises what is in the context, positive and negative', () => {
  expect(choose([1.1, 1], new Set([0]), 1.1)).toBe(0)
  expect(choose([1.09, 1], new Set([0]), 1.1)).toBe(1)
  expect(choose([-1, -1.05], new Set([0]), 1.1)).toBe(1)
  expect(choose([0, -1], new Set([0]), 1.1)).toBe(0)
})

test('the penalty is a float32 too', () => {
  const score = 1
  const single = Math.fround(score / Math.fround(1.1))
  const double = Math.fround(score / 1.1)
  expect(single).toBeLessThan(double)
  // With a penalty of 64 bits, token 1 would win over `single`, not tie.
  expect(choose([single, score], new Set([1]), 1.1)).toBe(0)
  expect(choose([double, score], new Set([1]), 1.1)).toBe(0)
  expect(choose([score, single], new Set([0]), 1.1)).toBe(0)
  expect(choose([score, double], new Set([0]), 1.1)).toBe(1)
})

test('a token outside the scores is ignored', () => {
  expect(choose([1, 2], new Set([7]), 2)).toBe(1)
})
