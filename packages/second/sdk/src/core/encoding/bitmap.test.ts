import { expect, test } from 'vitest'
import { countMembers, hasMember, membersOf } from './bitmap.js'

test('lists and counts the bits that are set', () => {
  expect(membersOf(0)).toEqual([])
  expect(membersOf(0b10110)).toEqual([1, 2, 4])
  expect(membersOf(2 ** 15 - 1)).toHaveLength(15)
  expect(countMembers(0b100_0000_0000_0001)).toBe(2)
})

test('tells who is in', () => {
  expect([0, 1, 2].map((member) => hasMember(0b101, member))).toEqual([
    true,
    false,
    true,
  ])
})
