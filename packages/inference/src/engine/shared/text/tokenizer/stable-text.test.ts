import { expect, test } from 'vitest'
import { stableText } from './stable-text.js'

test('leaves text of every living script and emoji of 2022 as it is', () => {
  const text = 'Grüße, Ελλάδα, 北京, हिन्दी, 한국어, עברית, e\u0301, 👩‍🔬🫨'
  expect(stableText(text)).toBe(text)
})

test.each([
  ['a letter of Unicode 16', '\u{10D40}'],
  ['an emoji of Unicode 16', '\u{1FAE9}'],
  ['a letter of Unicode 17', '\u{16EA0}'],
  ['never assigned so far', '\u{E0FFF}'],
  ['another category since Unicode 17', '\u0295'],
  ['a capital form since Unicode 16', '\u019B'],
])('replaces %s', (_, character) => {
  expect(stableText(`a${character}b`)).toBe('a\ufffdb')
})

test('replaces each character of a run, once per code point', () => {
  expect(stableText('\u{1FAE9}\u{1FAE9}')).toBe('\ufffd\ufffd')
})
