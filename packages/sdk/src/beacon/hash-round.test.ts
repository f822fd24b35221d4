import { bytesToHex } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import { encodeSignature } from './encode.js'
import { hashRound } from './hash-round.js'

// Computed by another program: shared with whoever wrote the design.
const hash = [
  '000000000000000000000000000000000f5a32d53837b00fbc0ee31ce9966435a41c5188a80ce9934d3c80588b6ad6f643ebda1b83ef89e44da9ced6205cdecf',
  '0000000000000000000000000000000004754d95146af4bd20a900b0494bcd1fb6406778975b4a9e38e806651736ff051ba689cf130adb29d362a1ab3214e6f7',
]

describe('hashRound', () => {
  it('is the point that drand signs', () => {
    const point = bytesToHex(hashRound(1000n).toBytes(true))
    expect(encodeSignature(point)).toBe(`0x${hash.join('')}`)
  })
})
