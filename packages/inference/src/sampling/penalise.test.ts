import { expect, test } from 'vitest'
import { penalise } from './penalise.js'

function penalised(scores: number[], context: number[], penalty: number) {
  const row = Float32Array.from(scores)
  penalise(row, new Set(context), penalty)
  return [...row]
}

test('divides what is positive, multiplies what is negative, leaves the rest', () => {
  expect(penalised([2, -1, 3, 0], [0, 1, 3], 2)).toEqual([1, -2, 3, 0])
  expect(penalised([2, -1], [0, 1], 1)).toEqual([2, -1])
  expect(penalised([2], [5], 2)).toEqual([2])
})

test('is float32 throughout', () => {
  const [score] = penalised([1], [0], 1.1)
  expect(score).toBe(Math.fround(1 / Math.fround(1.1)))
  expect(score).not.toBe(Math.fround(1 / 1.1))
})
