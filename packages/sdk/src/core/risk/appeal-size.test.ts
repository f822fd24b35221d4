import { expect, test } from 'vitest'
import {
  appealSize,
  countPlaces,
  defaultMinimumPlaces,
  isAppealable,
} from './appeal-size.js'

test('a share reaches the classes up to its own', () => {
  const counts = [10, 5, 0, 2] as const
  expect(
    ([0, 1, 2, 3] as const).map((each) => countPlaces(counts, each)),
  ).toEqual([10, 15, 15, 17])
  expect(countPlaces(counts)).toBe(17)
})

test('a list of two committees can be appealed to', () => {
  expect(isAppealable({ places: 13, committeeSize: 7 })).toBe(false)
  expect(isAppealable({ places: 14, committeeSize: 7 })).toBe(true)
})

test.each([
  [14, 7, 14, false],
  [27, 7, 15, false],
  [28, 7, 15, true],
  [12, 3, 9, true],
  [11, 3, 11, false],
  [6, 3, 6, false],
])('an appeal of %d places and %d members', (places, size, asked, excludes) => {
  expect(appealSize({ places, committeeSize: size })).toEqual({
    committeeSize: asked,
    excludes,
  })
})

test('an order demands seven eighths of the largest list', () => {
  expect(defaultMinimumPlaces([])).toBe(0)
  expect(
    defaultMinimumPlaces([
      { current: [1, 2, 3, 0] },
      { current: [30, 8, 2, 1] },
    ]),
  ).toBe(36)
  expect(defaultMinimumPlaces([{ current: [65_536, 65_536, 0, 0] }])).toBe(
    65_535,
  )
})
