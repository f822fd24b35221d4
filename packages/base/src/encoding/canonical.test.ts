import { expect, test } from 'vitest'
import { type SeededRandom, seededRandom } from '../../test/seeded-random.js'
import {
  type CanonicalValue,
  canonicalBytes,
  MAXIMUM_DOCUMENT_BYTES,
  parseCanonical,
} from './canonical.js'

const encode = (text: string) => new TextEncoder().encode(text)
const canonicalText = (value: CanonicalValue) =>
  new TextDecoder().decode(canonicalBytes(value))

test.each<[CanonicalValue, string]>([
  [{ b: [1, null, true], a: 'é' }, '{"a":"é","b":[1,null,true]}'],
  [{ a: undefined, b: {} }, '{"b":{}}'],
  [
    '\u0000\b\t\n\f\r"\\/\u007f\u2028',
    '"\\u0000\\b\\t\\n\\f\\r\\"\\\\/\u007f\u2028"',
  ],
  [-0, '0'],
  [Number.MAX_SAFE_INTEGER, '9007199254740991'],
  ['😀', '"😀"'],
])('%j is written as %s', (value, text) => {
  expect(canonicalText(value)).toBe(text)
})

// The keys of RFC 8785, section 3.2.3, in the order it prescribes.
test('keys are sorted by their UTF-16 code units', () => {
  const keys = ['\r', '1', '\u0080', 'ö', '€', '😀', '\ufb33']
  const value = Object.fromEntries(keys.map((key) => [key, 0]).reverse())
  const text = canonicalText(value)
  expect(Object.keys(JSON.parse(text)).filter((key) => key !== '1')).toEqual(
    keys.filter((key) => key !== '1'),
  )
  expect(text.indexOf('"\\r"')).toBeLessThan(text.indexOf('"1"'))
})

test('parseCanonical undoes canonicalBytes', () => {
  const random = seededRandom(4)
  for (let round = 0; round < 300; round++) {
    const value = randomValue(random, 3)
    const parsed = parseCanonical(canonicalBytes(value))
    expect(parsed).toEqual({ ok: true, value })
  }
})

test.each([
  ['not JSON', ''],
  ['not JSON', '{'],
  ['not JSON', '\ufeff{}'],
  ['not JSON', 'NaN'],
  ['not the canonical form', '{"a": 1}'],
  ['not the canonical form', '{}\n'],
  ['not the canonical form', '{"b":1,"a":2}'],
  ['not the canonical form', '{"a":1,"a":1}'],
  ['not the canonical form', '"\\u0061"'],
  ['not the canonical form', '"\\/"'],
  ['not the canonical form', '"\\u000A"'],
  ['not the canonical form', '-0'],
  ['not the canonical form', '1e3'],
  ['not the canonical form', '1.0'],
  ['is not a safe integer', '1.5'],
  ['is not a safe integer', '9007199254740992'],
  ['is not a safe integer', '1e999'],
  ['lone surrogate', '"\\ud800"'],
  ['lone surrogate', '{"\\udc00":1}'],
])('parseCanonical refuses as %s: %j', (reason, text) => {
  expect(parseCanonical(encode(text))).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  })
})

test('parseCanonical refuses what is no UTF-8', () => {
  const surrogate = new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])
  const overlong = new Uint8Array([0x22, 0xc1, 0xa1, 0x22])
  for (const bytes of [surrogate, overlong])
    expect(parseCanonical(bytes)).toEqual({ ok: false, reason: 'not UTF-8' })
})

test('what cannot be said canonically is refused when read back', () => {
  const values = [1.5, Number.NaN, Number.POSITIVE_INFINITY, '\ud800', 2 ** 53]
  for (const value of values)
    expect(parseCanonical(canonicalBytes(value)).ok).toBe(false)
})

test('a document may have 1 MiB and no byte more', () => {
  const content = 'x'.repeat(MAXIMUM_DOCUMENT_BYTES - 2)
  expect(parseCanonical(encode(`"${content}"`)).ok).toBe(true)
  expect(parseCanonical(encode(`"${content}x"`))).toEqual({
    ok: false,
    reason: '1048577 bytes are more than 1048576',
  })
})

test('depth is limited, however deep the document is', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
  expect(parseCanonical(encode(nested(32))).ok).toBe(true)
  for (const depth of [40, 500_000])
    expect(parseCanonical(encode(nested(depth)))).toMatchObject({ ok: false })
})

test('a key named __proto__ is a key like any other', () => {
  const text = '{"__proto__":{"a":1}}'
  const parsed = parseCanonical(encode(text))
  expect(parsed.ok && Object.keys(parsed.value as object)).toEqual([
    '__proto__',
  ])
})

function randomValue(random: SeededRandom, depth: number): CanonicalValue {
  const kind = random.below(depth === 0 ? 4 : 6)
  if (kind === 0) return random.pick(['', 'a', 'ü', '😀', '"\\\n', '\u2028'])
  if (kind === 1) return random.below(2 ** 31) - 2 ** 30
  if (kind === 2) return random.pick([true, false])
  if (kind === 3) return null
  const values = Array.from({ length: random.below(4) }, () =>
    randomValue(random, depth - 1),
  )
  if (kind === 4) return values
  return Object.fromEntries(
    values.map((value, index) => [random.pick(['z', 'a', 'é']) + index, value]),
  )
}
