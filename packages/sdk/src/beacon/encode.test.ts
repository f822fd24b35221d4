import { type Hex, InvalidArgumentError } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import { encodeKey, encodeSignature } from './encode.js'
import { quicknet } from './quicknet.js'

// Computed by another program: shared with whoever wrote the design.
const signature =
  '0xb44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'
const [x, y] = [
  '00000000000000000000000000000000144679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
  '0000000000000000000000000000000011f92e4521ef54f047b64b85fa98db2d46f0f44add1f60b93f8a0dbddd63b34f238657c2d93aed18b90bddd60a01b6d2',
]
const key = [
  '000000000000000000000000000000000d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  '0000000000000000000000000000000003cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451',
  '000000000000000000000000000000000e5db2b6bfbb01c867749cadffca88b36c24f3012ba09fc4d3022c5c37dce0f977d3adb5d183c7477c442b1f04515273',
  '0000000000000000000000000000000001a714f2edb74119a2f2b0d5a7c75ba902d163700a61bc224ededd8e63aef7be1aaf8e93d7a9718b047ccddb3eb5d68b',
]

describe('encodeSignature', () => {
  it('writes x and y in 64 bytes each', () => {
    expect(encodeSignature(signature)).toBe(`0x${x}${y}`)
  })

  it.each<[string, Hex]>([
    ['too short', '0x80'],
    ['without a point', `0x80${'00'.repeat(46)}01`],
    ['outside the group', `0x80${'00'.repeat(47)}`],
    ['at infinity', `0xc0${'00'.repeat(47)}`],
  ])('refuses one that is %s', (_, wrong) => {
    expect(() => encodeSignature(wrong)).toThrow(InvalidArgumentError)
  })
})

describe('encodeKey', () => {
  it('writes the parts of x and of y in 64 bytes each', () => {
    expect(encodeKey(quicknet.publicKey)).toBe(`0x${key.join('')}`)
  })

  it.each<[string, Hex]>([
    ['a signature', signature],
    ['without a point', `0x80${'00'.repeat(94)}01`],
    ['outside the group', `0x80${'00'.repeat(94)}02`],
    ['at infinity', `0xc0${'00'.repeat(95)}`],
  ])('refuses one that is %s', (_, wrong) => {
    expect(() => encodeKey(wrong)).toThrow(InvalidArgumentError)
  })
})
