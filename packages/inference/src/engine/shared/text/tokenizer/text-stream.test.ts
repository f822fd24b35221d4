import { expect, test } from 'vitest'
import { textStream } from './text-stream.js'

/** One byte per token, the hardest case. */
const bytes = {
  decode: (tokens: readonly number[]) =>
    new TextDecoder().decode(Uint8Array.from(tokens)),
}

function pieces(tokens: Iterable<number>): string[] {
  const stream = textStream(bytes)
  return Array.from(tokens, (token) => stream.push(token))
}

test.each(['plain', '你好，世界', '👩‍🔬🇫🇷', 'e\u0301\u0323', '\u0000\uffff'])(
  'never tells half a character of %j, and all of it in the end',
  (text) => {
    const told = pieces(new TextEncoder().encode(text))
    expect(told.join('')).toBe(text)
    for (const piece of told) expect([...piece].length).toBeLessThanOrEqual(1)
    expect(told.join('|')).not.toContain('\ufffd')
  },
)

test('drops a character that stays incomplete', () => {
  const stream = textStream(bytes)
  for (const byte of [0x61, 0xe4, 0xbd]) stream.push(byte)
  expect(stream.text()).toBe('a')
})

test('tells bytes that are no character once something follows', () => {
  expect(pieces([0x61, 0xe4, 0x62])).toEqual(['a', '', '\ufffdb'])
})

test('text that was told is never taken back', () => {
  const fickle = {
    decode: (tokens: readonly number[]) =>
      ['', 'a ', 'a!', 'a !b'][tokens.length] ?? '',
  }
  const stream = textStream(fickle)
  expect([1, 2, 3].map(stream.push)).toEqual(['a ', '', '!b'])
  expect(stream.text()).toBe('a !b')
})
