import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import vectors from '../../../test/support/ggml-blocks.json' with {
  type: 'json',
}
import {
  brainFloatBits,
  halfFloatBits,
} from '../../../test/support/half-float.js'
import { decodeBlocks, type StoredDtype } from './stored-dtype.js'

test.each(Object.entries(vectors.dtypes))(
  '%s is what the reference implementation reads',
  (dtype, { blocks, first, last, sha256 }) => {
    const bytes = Buffer.from(blocks, 'base64')
    const values = decodeBlocks(dtype as StoredDtype, bytes)
    expect([...values.subarray(0, 3)]).toEqual(first)
    expect(values.at(-1)).toBe(last)
    const digest = createHash('sha256').update(new Uint8Array(values.buffer))
    expect(digest.digest('hex')).toBe(sha256)
  },
)

test('every half-precision number is read as it was written', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const [value = Number.NaN] = decodeBlocks(
      'F16',
      Uint8Array.of(bits & 255, bits >> 8),
    )
    if (Number.isNaN(value)) expect(bits & 0x7fff).toBeGreaterThan(0x7c00)
    else expect(halfFloatBits(value)).toBe(bits)
  }
})

test.each([0, -0, 1, -1.5, 2 ** -126, 3e38, Number.POSITIVE_INFINITY])(
  '%d is read from bfloat16 as it was written',
  (value) => {
    const bits = brainFloatBits(value)
    const [read = 0] = decodeBlocks('BF16', Uint8Array.of(bits, bits >> 8))
    expect(brainFloatBits(read)).toBe(bits)
    expect(read).toBeCloseTo(value, -36)
  },
)
