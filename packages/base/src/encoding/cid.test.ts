import { base32 } from 'multiformats/bases/base32'
import { CID } from 'multiformats/cid'
import { sha256 } from 'multiformats/hashes/sha2'
import { expect, test } from 'vitest'
import { seededRandom } from '../../test/seeded-random.js'
import {
  cidFromDigest,
  cidOf,
  digestFromCid,
  digestOf,
  isCid,
  isRawCid,
  parseCid,
} from './cid.js'

const raw = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
const folder = 'bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354'
const hello = new TextEncoder().encode('hello')

test('cidOf is what multiformats computes', async () => {
  const random = seededRandom(2)
  for (let length = 0; length < 50; length++) {
    const bytes = random.bytes(length)
    const expected = CID.createV1(0x55, await sha256.digest(bytes)).toString()
    expect(cidOf(bytes)).toBe(expected)
  }
})

test('a digest and its raw CID name each other', () => {
  const random = seededRandom(3)
  for (let round = 0; round < 50; round++) {
    const digest = digestOf(random.bytes(9))
    expect(digestFromCid(cidFromDigest(digest))).toBe(digest)
  }
  expect(cidOf(hello)).toBe(raw)
})

test('parseCid gives one text for every way to write a CID', () => {
  const cid = CID.parse(folder)
  const version0 = cid.toV0().toString()
  expect(parseCid(folder)).toEqual({ ok: true, value: folder })
  expect(parseCid(version0)).toEqual({ ok: true, value: folder })
})

test.each([
  ['', 'not a CID'],
  ['hello', 'not a CID'],
  [`${raw} `, 'not a CID'],
  // Identity: the "hash" is the content itself.
  ['bafkqabtimvwgy3yk', 'its hash is not sha2-256'],
])('parseCid refuses %j: %s', (text, reason) => {
  expect(parseCid(text)).toEqual({ ok: false, reason })
})

test('parseCid refuses a truncated hash', () => {
  const cut = CID.parse(folder).multihash.digest.subarray(0, 20)
  const bytes = new Uint8Array([1, 0x55, 0x12, cut.length, ...cut])
  const text = CID.decode(bytes).toString()
  expect(parseCid(text)).toEqual({
    ok: false,
    reason: 'its digest is not 32 bytes long',
  })
})

test('isCid accepts no second text of the same CID', () => {
  expect(isCid(folder)).toBe(true)
  expect(isCid(CID.parse(folder).toV0().toString())).toBe(false)
  expect(isCid(raw.toUpperCase())).toBe(false)
  expect(isCid(7)).toBe(false)
})

test('an overlong varint makes no second CID', () => {
  const { digest } = CID.parse(raw).multihash
  const overlong = new Uint8Array([1, 0xd5, 0x00, 0x12, 32, ...digest])
  const minimal = new Uint8Array([1, 0x55, 0x12, 32, ...digest])
  expect(isCid(base32.encode(minimal))).toBe(true)
  expect(isCid(base32.encode(overlong))).toBe(false)
})

test('isRawCid tells documents from folders', () => {
  expect(isRawCid(raw)).toBe(true)
  expect(isRawCid(folder)).toBe(false)
})
