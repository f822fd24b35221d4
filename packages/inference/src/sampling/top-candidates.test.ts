import { expect, test } from 'vitest'
import { seededRandom } from '../../../base/test/seeded-random.js'
import { topCandidates } from './top-candidates.js'

const idsOf = (scores: Float32Array) => [...scores.keys()]

test('best first, the lower id first on ties', () => {
  const scores = Float32Array.of(1, 3, 2, 3, -1)
  expect(topCandidates(scores, idsOf(scores), 5)).toEqual([1, 3, 2, 0, 4])
  expect(topCandidates(scores, idsOf(scores), 9)).toEqual([1, 3, 2, 0, 4])
  expect(topCandidates(scores, idsOf(scores), 2)).toEqual([1, 3])
  expect(topCandidates(scores, idsOf(scores), 1)).toEqual([1])
})

test('only the given ids compete, and stay as they were', () => {
  const ids = [4, 0, 2]
  const scores = Float32Array.of(1, 3, 2, 3, -1)
  expect(topCandidates(scores, ids, 2)).toEqual([2, 0])
  expect(ids).toEqual([4, 0, 2])
})

test('zeros of both signs tie', () => {
  const scores = Float32Array.of(-0, 0, -0)
  expect(topCandidates(scores, idsOf(scores), 2)).toEqual([0, 1])
})

test('chooses what sorting everything would', () => {
  const random = seededRandom(7)
  for (let round = 0; round < 300; round += 1) {
    const length = 1 + random.below(60)
    // Few different scores, so that ties are common.
    const scores = Float32Array.from({ length }, () => random.below(9) - 4)
    const sorted = idsOf(scores).sort(
      (a, b) => (scores[b] as number) - (scores[a] as number) || a - b,
    )
    const count = 1 + random.below(length + 3)
    const shuffled = idsOf(scores).sort(() => random.below(3) - 1)
    expect(topCandidates(scores, shuffled, count)).toEqual(
      sorted.slice(0, count),
    )
  }
})
