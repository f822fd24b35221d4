import { bytesToHex } from '@aichain/base'
import { encodeAbiParameters, keccak256, stringToHex } from 'viem'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../../base/test/seeded-random.js'
import { UNAVAILABLE } from '../vote/unavailable.js'
import { keccakText, keccakWords } from './keccak.js'

test('keccakWords is keccak256(abi.encode(…))', () => {
  const random = seededRandom(5)
  for (let round = 0; round < 200; round++) {
    const word = bytesToHex(random.bytes(32))
    const address = bytesToHex(random.bytes(20))
    const amount = BigInt(bytesToHex(random.bytes(32)))
    const small = random.below(65_536)
    const encoded = encodeAbiParameters(
      [
        { type: 'bytes32' },
        { type: 'address' },
        { type: 'uint256' },
        { type: 'uint16' },
      ],
      [word, address, amount, small],
    )
    expect(keccakWords(word, address, amount, small)).toBe(keccak256(encoded))
  }
})

test('keccakText is keccak256 of the UTF-8 bytes', () => {
  for (const text of ['', 'abc', 'é😀'])
    expect(keccakText(text)).toBe(keccak256(stringToHex(text)))
})

test('UNAVAILABLE is the contract’s constant', () => {
  expect(UNAVAILABLE).toBe(keccak256(stringToHex('aichain.output.unavailable')))
})
