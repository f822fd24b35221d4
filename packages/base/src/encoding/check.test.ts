import { expect, test } from 'vitest'
import {
  integer,
  isObject,
  list,
  matching,
  object,
  oneOf,
  optional,
  text,
} from './check.js'

const check = object({
  name: text(),
  rows: list(object({ size: integer(0, 9) })),
  kind: optional(oneOf('a', 'b')),
})

test.each([
  [{ name: '', rows: [] }, undefined],
  [{ name: '', rows: [{ size: 9 }], kind: 'b' }, undefined],
  [[], 'must be an object'],
  [null, 'must be an object'],
  [{ rows: [] }, 'lacks "name"'],
  [{ name: '', rows: [], extra: 1 }, 'has the unknown key "extra"'],
  [{ name: 1, rows: [] }, 'name: must be text'],
  [{ name: '', rows: {} }, 'rows: must be a list'],
  [{ name: '', rows: [{ size: 1 }, 7] }, 'rows[1]: must be an object'],
  [
    { name: '', rows: [{ size: 10 }] },
    'rows[0].size: must be a whole number from 0 to 9, not 10',
  ],
  [{ name: '', rows: [], kind: 'c' }, 'kind: must be "a" or "b", not "c"'],
  [
    { name: '', rows: [], kind: undefined },
    'kind: must be "a" or "b", not undefined',
  ],
])('says what is wrong with %j: %s', (value, reason) => {
  expect(check(value)).toBe(reason)
})

test('a property of the prototype does not stand in for one of the value', () => {
  expect(object({ toString: text() })({})).toBe('lacks "toString"')
})

test('a list can have to have elements', () => {
  expect(list(text(), 1)([])).toBe('must have at least 1 element')
  expect(list(text(), 2)(['a'])).toBe('must have at least 2 elements')
})

test('long values are cut in the reason', () => {
  const reason = matching(() => false, 'short')('x'.repeat(10_000))
  expect(reason).toBe(`must be short, not "${'x'.repeat(56)}...`)
})

test('lists and null are no objects', () => {
  expect([{}, [], null, 1].map(isObject)).toEqual([true, false, false, false])
})

test('what JSON has no form for is named too', () => {
  const never = matching(() => false, 'short')
  const circle: { self?: unknown } = {}
  circle.self = circle
  expect(never(5n)).toBe('must be short, not 5n')
  expect(never([5n])).toBe('must be short, not object')
  expect(never(circle)).toBe('must be short, not object')
})
