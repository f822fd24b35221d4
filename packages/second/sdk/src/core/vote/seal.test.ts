import { bytesToHex, type Digest } from '@aichain/base'
import { concat, keccak256 } from 'viem'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../../base/test/seeded-random.js'
import { sealOf } from './seal.js'

const zero: Digest = `0x${'00'.repeat(32)}`

test('is the hash of the concatenation, for every size and every absence', () => {
  const random = seededRandom(31)
  for (let size = 0; size <= 15; size++)
    for (let round = 0; round < 20; round++) {
      const commitments = Array.from({ length: size }, () =>
        random.below(3) === 0 ? undefined : bytesToHex(random.bytes(32)),
      )
      const words = commitments.map((commitment) => commitment ?? zero)
      expect(sealOf(commitments)).toBe(keccak256(concat(words)))
    }
})

test('tells an absent last member from a smaller committee', () => {
  const sealed: Digest = `0x${'11'.repeat(32)}`
  expect(sealOf([sealed])).not.toBe(sealOf([sealed, undefined]))
  expect(sealOf([sealed, undefined])).toBe(sealOf([sealed, zero]))
  expect(sealOf([undefined, sealed])).not.toBe(sealOf([sealed, undefined]))
})
