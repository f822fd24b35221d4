import { bytesToHex } from '@aichain/base'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { countMembers } from '../encoding/bitmap.js'
import { hardSlash, protocolCut, softSlash, splitReward } from './reward.js'

test('conserves the fee, and dust is less than a wei a winner', () => {
  const random = seededRandom(8)
  for (let round = 0; round < 2000; round++) {
    const fee = BigInt(bytesToHex(random.bytes(1 + random.below(12))))
    const winners = 1 + random.below(2 ** 15 - 1)
    const { share, dust } = splitReward({ fee, winners })
    const count = BigInt(countMembers(winners))
    expect(share * count + dust).toBe(fee)
    expect(dust).toBeLessThan(count)
  }
})

test('rounds shares and the cut down', () => {
  const winners = 0b111
  expect(splitReward({ fee: 1000n, winners })).toEqual({
    share: 333n,
    dust: 1n,
  })
  expect(splitReward({ fee: 2n, winners })).toEqual({ share: 0n, dust: 2n })
  expect(protocolCut({ reward: 1099n, protocolFeeBps: 100 })).toBe(10n)
  expect(protocolCut({ reward: 1099n, protocolFeeBps: 0 })).toBe(0n)
})

test('a slash takes no more than there is', () => {
  const hard = { bond: 1000n, slashBps: 1000 }
  expect(hardSlash({ ...hard, balance: 5000n })).toBe(100n)
  expect(hardSlash({ ...hard, balance: 99n })).toBe(99n)
  const soft = { fee: 1001n, committeeSize: 5 }
  expect(softSlash({ ...soft, balance: 5000n })).toBe(200n)
  expect(softSlash({ ...soft, balance: 0n })).toBe(0n)
})

test('absence of the whole committee costs at most the fee', () => {
  for (let size = 3; size <= 15; size++) {
    const slash = softSlash({
      balance: 10n ** 18n,
      fee: 997n,
      committeeSize: size,
    })
    expect(slash * BigInt(size)).toBeLessThanOrEqual(997n)
  }
})
