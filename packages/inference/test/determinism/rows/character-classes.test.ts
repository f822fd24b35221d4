import { expect, test } from 'vitest'
import { stableText } from '../../../src/engine/shared/text/tokenizer/stable-text.js'
import { stableDigest } from './character-classes.js'

const isUnstable = (code: number) =>
  stableText(String.fromCodePoint(code)) !== String.fromCodePoint(code)

/** What every JavaScript engine since Unicode 15.0 must say of the rest. */
const EXPECTED =
  'a4fbc4a2fa4d5c2834d9ea2ff096bae6bffa5e0476a73da8605581abf9b9b62d'

test('this engine classifies the stable characters as all others do', () => {
  expect(stableDigest(isUnstable)).toBe(EXPECTED)
})

test('a single character that is classified otherwise would show', () => {
  expect(stableDigest((code) => code === 0x61 || isUnstable(code))).not.toBe(
    EXPECTED,
  )
})
