import { expect, test } from 'vitest'
import { sampleOf } from './sample.js'

const list = Array.from({ length: 100 }, (_, index) => index)

test('a sample is the same for the same seed, and in order', () => {
  const sample = sampleOf(list, 10, 1)
  expect(new Set(sample).size).toBe(10)
  expect(sample).toEqual(sample.toSorted((a, b) => a - b))
  expect(sampleOf(list, 10, 1)).toEqual(sample)
  expect(sampleOf(list, 10, 2)).not.toEqual(sample)
})

test('more than there are is all of them', () => {
  expect(sampleOf(list, 1_000, 1)).toEqual(list)
  expect(sampleOf(list, Number.POSITIVE_INFINITY, 1)).toEqual(list)
})
