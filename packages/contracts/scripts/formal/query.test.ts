import { expect, test } from 'vitest'
import { withPlainCasts } from './query.js'

const bits = (width: number, term: string) =>
  `(bv2nat (ite (>= ${term} 0) ((_ int2bv ${width}) ${term}) (bvneg ((_ int2bv ${width}) (- ${term})))))`
const plain = (size: number, term: string) =>
  `(ite (and (<= 0 ${term}) (<= ${term} ${size - 1})) ${term} (mod ${term} ${size}))`

test('a cast becomes a remainder', () => {
  expect(withPlainCasts(`(= y ${bits(16, 'x_1')})`)).toBe(
    `(= y ${plain(65_536, 'x_1')})`,
  )
})

test('casts of casts, of terms and of names in bars', () => {
  const term = '(+ |a (b| 1)'
  expect(withPlainCasts(bits(8, bits(16, term)))).toBe(
    plain(256, plain(65_536, term)),
  )
})

test('anything else stays', () => {
  const query = `(bv2nat (bvand ((_ int2bv 16) a) ((_ int2bv 16) b))) (bv2nat (ite (>= a 0) b c))`
  expect(withPlainCasts(query)).toBe(query)
})
