import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { overturn } from './overturn.js'

const terms = { bond: 1000n, hardSlash: 100n, appealFee: 150n }
const sum = (amounts: readonly bigint[]) => amounts.reduce((a, b) => a + b, 0n)

test('repays the wronged, then the appellant, then the sink', () => {
  expect(
    overturn({ ...terms, balances: [1200n, 1000n, 300n], wronged: 1 }),
  ).toEqual({
    slashed: [1000n, 1000n, 300n],
    repaid: [100n],
    reward: 300n,
    sink: 1900n,
  })
})

test('the appellant gets what the wronged leave', () => {
  expect(overturn({ ...terms, balances: [250n], wronged: 2 })).toEqual({
    slashed: [250n],
    repaid: [100n, 100n],
    reward: 50n,
    sink: 0n,
  })
})

test('the wronged are repaid in full, or not at all', () => {
  expect(overturn({ ...terms, balances: [150n, 0n], wronged: 3 })).toEqual({
    slashed: [150n, 0n],
    repaid: [100n, 0n, 0n],
    reward: 50n,
    sink: 0n,
  })
  expect(overturn({ ...terms, balances: [200n], wronged: 2 })).toMatchObject({
    repaid: [100n, 100n],
    reward: 0n,
  })
})

test('gives away exactly what it takes', () => {
  const random = seededRandom(34)
  const amount = () => BigInt(random.below(2000))
  for (let round = 0; round < 2000; round++) {
    const parameters = {
      balances: Array.from({ length: 1 + random.below(15) }, amount),
      bond: amount(),
      wronged: random.below(6),
      hardSlash: amount(),
      appealFee: amount(),
    }
    const { slashed, repaid, reward, sink } = overturn(parameters)
    expect(sum(slashed)).toBe(sum(repaid) + reward + sink)
    expect(reward).toBeLessThanOrEqual(2n * parameters.appealFee)
    for (const each of repaid)
      expect(each).toBeLessThanOrEqual(parameters.hardSlash)
  }
})

test('the bonds of a quorum cover every seat that can have been wronged', () => {
  for (let size = 3; size <= 15; size++) {
    const winners = Math.ceil((2 * size) / 3)
    const wronged = size - winners
    const balances = Array.from({ length: winners }, () => terms.bond)
    const { repaid } = overturn({ ...terms, balances, wronged })
    expect(repaid).toEqual(repaid.map(() => terms.hardSlash))
  }
})
