import { expect, test } from 'vitest'
import { choosePins, firstOfEachCore, parseList } from './cores.js'

test('reads lists of processors', () => {
  expect(parseList('0-2,5')).toEqual([0, 1, 2, 5])
  expect(parseList('7\n')).toEqual([7])
  expect(parseList('')).toEqual([])
})

test('takes one processor of each core', () => {
  const siblings = (processor: number) => [processor % 2, (processor % 2) + 2]
  expect(firstOfEachCore([0, 1, 2, 3], siblings)).toEqual([0, 1])
  expect(firstOfEachCore([2, 3], siblings)).toEqual([2, 3])
  expect(firstOfEachCore([0, 1], (processor) => [processor])).toEqual([0, 1])
})

test('pins nothing when there are too few', () => {
  expect(choosePins(100_000)).toBeUndefined()
})
