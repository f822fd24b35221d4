import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { roundToEven } from '../../../test/support/half-float.js'
import { quantise } from './quantise-row.js'

function run(values: readonly number[]) {
  const quants = new Int8Array(values.length).fill(99)
  return { scale: quantise(Float32Array.from(values), quants), quants }
}

test('the largest size becomes 127, ties go to even', () => {
  const { scale, quants } = run([254, 1, 3, 5, -1, -3, -254, 0])
  expect(scale).toBe(2)
  expect([...quants]).toEqual([127, 0, 2, 2, 0, -2, -127, 0])
})

test('zeros have no scale', () => {
  const { scale, quants } = run([0, -0, 0])
  expect(scale).toBe(0)
  expect([...quants]).toEqual([0, 0, 0])
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  '%d is refused',
  (value) => {
    expect(run([1, value, 2]).scale).toBeUndefined()
  },
)

test('1000 random rows are rounded as the definition says', () => {
  const { below } = seededRandom(5)
  for (let row = 0; row < 1000; row++) {
    const size = 2 ** (below(200) - 100)
    const values = Array.from({ length: 40 }, () =>
      Math.fround((below(2 ** 24) / 2 ** 23 - 1) * size),
    )
    const { scale = 0, quants } = run(values)
    expect(scale).toBe(Math.fround(Math.max(...values.map(Math.abs)) / 127))
    for (const [index, value] of values.entries()) {
      const expected = Math.max(-127, Math.min(127, roundToEven(value / scale)))
      expect(quants[index]).toBe(expected === 0 ? 0 : expected)
      const error = Math.abs(value - expected * scale)
      expect(error).toBeLessThanOrEqual(scale * 0.50001)
    }
  }
})
