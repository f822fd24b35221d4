import { expect, test } from 'vitest'
import { standing } from '../../scripts/economics/exact.js'
import {
  appealFarming,
  bribery,
  farming,
  smallestCommittee,
} from '../../scripts/economics/money.js'

const sizes = Array.from({ length: 13 }, (_, index) => index + 3)
const shares = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]

test('slash farming never pays as the contract is', () => {
  for (const committeeSize of sizes)
    for (const cartel of shares) {
      const draw = { seats: 200, committeeSize, cartel }
      expect(farming(draw, 0.1).comesBack).toBeLessThan(1)
    }
})

test('it would, if winners got the slashes', () => {
  const small = { seats: 200, committeeSize: 3, cartel: 0.3 }
  const { feeIfWinnersGotIt, feeIfBountyHadNoLimit } = farming(small, 0.1)
  // A bond is 500 to 1 000 fees.
  expect(feeIfWinnersGotIt).toBeGreaterThan(1 / 500)
  expect(feeIfBountyHadNoLimit).toBeCloseTo(feeIfWinnersGotIt / 10, 14)
})

test('farming appeals does not pay up to half of the seats', () => {
  for (const cartel of shares.filter((share) => share <= 0.5))
    expect(appealFarming({ seats: 200, cartel })).toBeLessThan(1)
})

test('a bribe covers a slash, or with appeals a bond', () => {
  expect(bribery(7, 0.1)).toEqual({ withoutAppeal: 0.5, withAppeal: 5 })
})

test('the smallest committee is the first with which attempts do not pay', () => {
  const network = { seats: 200, cartel: 0.2, outageRate: 0.02 }
  const pays = (committeeSize: number, value: number) =>
    standing({ ...network, committeeSize }, 0) * value > 0.8
  for (const value of [100, 1_000, 10_000]) {
    const size = smallestCommittee(network, value, 0) as number
    expect(pays(size, value)).toBe(false)
    for (let smaller = 3; smaller < size; smaller++)
      expect(pays(smaller, value)).toBe(true)
  }
  expect(smallestCommittee(network, 1e9, 0)).toBeUndefined()
})
