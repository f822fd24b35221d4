import { digestOf } from '@aichain/base'
import { expect, test } from 'vitest'
import { logitsDigest } from './logits-digest.js'

test('hashes the bytes of each step, and of all steps in order', () => {
  const one = Uint8Array.of(0, 0, 128, 63)
  const half = Uint8Array.of(0, 0, 0, 191)
  const steps = logitsDigest()
  expect(steps.push(Float32Array.of(1))).toBe(digestOf(one))
  expect(steps.digest()).toBe(digestOf(one))
  expect(steps.push(Float32Array.of(-0.5))).toBe(digestOf(half))
  expect(steps.digest()).toBe(digestOf(Uint8Array.of(...one, ...half)))
})

test('reads a part of a larger buffer', () => {
  const scores = Float32Array.of(7, 1, 9)
  expect(logitsDigest().push(scores.subarray(1, 2))).toBe(
    logitsDigest().push(Float32Array.of(1)),
  )
})

test('tells zero from minus zero, which no comparison does', () => {
  expect(logitsDigest().push(Float32Array.of(0))).not.toBe(
    logitsDigest().push(Float32Array.of(-0)),
  )
})
