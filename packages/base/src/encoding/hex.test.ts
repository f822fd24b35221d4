import { expect, test } from 'vitest'
import { seededRandom } from '../../test/seeded-random.js'
import {
  bytesToHex,
  equalHex,
  hexToBytes,
  isAddress,
  isDigest,
  isHex,
} from './hex.js'

test('hexToBytes undoes bytesToHex', () => {
  const random = seededRandom(1)
  for (let length = 0; length < 64; length++) {
    const bytes = random.bytes(length)
    expect(hexToBytes(bytesToHex(bytes))).toEqual(bytes)
  }
})

test('bytesToHex writes lower case and leading zeros', () => {
  expect(bytesToHex(new Uint8Array([0, 10, 255]))).toBe('0x000aff')
})

test.each([
  ['0x', true],
  ['0x00ff', true],
  ['0x00FF', false],
  ['0x0', false],
  ['00ff', false],
  ['0x00ff\n', false],
  [255, false],
])('isHex(%j) is %j', (value, expected) => {
  expect(isHex(value)).toBe(expected)
})

test('isDigest wants exactly 32 bytes in lower case', () => {
  expect(isDigest(`0x${'ab'.repeat(32)}`)).toBe(true)
  expect(isDigest(`0x${'AB'.repeat(32)}`)).toBe(false)
  expect(isDigest(`0x${'ab'.repeat(31)}`)).toBe(false)
  expect(isDigest(undefined)).toBe(false)
})

test('isAddress wants exactly 20 bytes in any case', () => {
  expect(isAddress(`0x${'aB'.repeat(20)}`)).toBe(true)
  expect(isAddress(`0x${'ab'.repeat(32)}`)).toBe(false)
})

test('equalHex ignores case', () => {
  expect(equalHex('0xAb', '0xaB')).toBe(true)
  expect(equalHex('0xab', '0xac')).toBe(false)
})
