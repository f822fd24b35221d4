import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { type SeededRandom, seededRandom } from '../../test/seeded-random.js'
import { fromPlain, toPlain } from './plain.js'

/** There and back, over JSON and over the structured clone. */
function journeys(value: unknown): unknown[] {
  const plain = toPlain(value)
  return [
    fromPlain(JSON.parse(JSON.stringify(plain))),
    fromPlain(structuredClone(plain)),
  ]
}

test.each([
  [5n],
  [-(2n ** 255n)],
  [Number.NaN],
  [Number.NEGATIVE_INFINITY],
  [-0],
  [undefined],
  [new Uint8Array([0, 255])],
  [[undefined, 1n, [new Uint8Array()]]],
  [{ a: { b: 2n }, list: ['x', null, true] }],
  [{ $type: 'bigint', value: 'not one' }],
  [{ $type: { $type: 'object', value: 1n } }],
  ['\ud800'],
])('%o survives', (value) => {
  for (const arrived of journeys(value)) expect(arrived).toStrictEqual(value)
})

function randomValue(random: SeededRandom, depth = 0): unknown {
  const makers: (() => unknown)[] = [
    () => random.below(1000) - 500,
    () => BigInt(random.below(2 ** 31)) ** 3n,
    () => random.bytes(random.below(4)),
    () => random.pick(['', '$type', 'é', '{"a":1}']),
    () => random.pick([true, false, null, undefined, Number.NaN, -0, 0.1]),
    () => listOf(random, depth),
    () => recordOf(random, depth),
  ]
  return random.pick(depth > 4 ? makers.slice(0, 5) : makers)()
}

function listOf(random: SeededRandom, depth: number) {
  const length = random.below(4)
  return Array.from({ length }, () => randomValue(random, depth + 1))
}

function recordOf(random: SeededRandom, depth: number) {
  const names = ['$type', 'value', 'a', '__proto__', 'constructor']
  const entries = listOf(random, depth)
    .filter((value) => value !== undefined)
    .map((value) => [random.pick(names), value] as const)
  return Object.fromEntries(entries)
}

test('any value of these kinds survives', () => {
  const random = seededRandom(8)
  for (let round = 0; round < 2000; round++) {
    const value = randomValue(random)
    // Not toStrictEqual, which asks a key `constructor` for the class.
    for (const arrived of journeys(value))
      expect(isDeepStrictEqual(arrived, value)).toBe(true)
  }
})

test('what has no plain form becomes null instead of an exception', () => {
  const circle: unknown[] = []
  circle.push(circle, circle)
  const values = [() => 1, Symbol('s'), new Map(), circle, new WeakMap()]
  expect(toPlain(values)).toEqual([null, null, null, [null, null], null])
  let deep: unknown = 1
  for (let level = 0; level < 100_000; level++) deep = [deep]
  expect(JSON.stringify(toPlain(deep)).length).toBeLessThan(100)
})

test('a form of its own is asked first, both ways', () => {
  const plain = toPlain({ at: new Date(5) }, (value) =>
    value instanceof Date ? { $date: value.getTime() } : undefined,
  )
  expect(plain).toEqual({ at: { $date: 5 } })
  const value = fromPlain(plain, (each) =>
    '$date' in each ? new Date(each.$date as number) : undefined,
  )
  expect(value).toEqual({ at: new Date(5) })
})

test.each([
  [{ $type: 'bigint', value: 'x' }, null],
  [{ $type: 'bytes', value: '0xf' }, null],
  [{ $type: 'nothing known', value: 1 }, null],
  [{ $type: 'object', value: [1, ['a', 2]] }, { a: 2 }],
  [{ $type: 'object' }, {}],
  [
    { $type: 5, value: 1 },
    { $type: 5, value: 1 },
  ],
])('damage is read without an exception: %o', (plain, value) => {
  expect(fromPlain(plain)).toEqual(value)
})
