import { bytesToHex } from '@aichain/base'
import { hashTypedData } from 'viem'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { voteDigest } from './vote-digest.js'
import { voteTypedData } from './vote-typed-data.js'

test('is what viem computes of the typed data', () => {
  const random = seededRandom(32)
  for (let round = 0; round < 200; round++) {
    const vote = {
      chainId: 1 + random.below(2 ** 32),
      consensus: bytesToHex(random.bytes(20)),
      task: bytesToHex(random.bytes(32)),
      output: bytesToHex(random.bytes(32)),
      seal: bytesToHex(random.bytes(32)),
    }
    expect(voteDigest(vote)).toBe(hashTypedData(voteTypedData(vote)))
  }
})
