import { expect, test } from 'vitest'
import { appealDeposit, entranceFee, splitRewards } from './fees.js'
import { classOf, feeOf, priceOf, pricesOf } from './price.js'
import {
  bountyOf,
  hardSlash,
  isStrong,
  keptOf,
  lieCost,
  pruningBounty,
  softSlash,
} from './slash.js'

const parameters = {
  bond: 1_005n,
  unit: 1n,
  slashBps: 1_000,
  minimumShare: 10n,
  hardSlash: 100n,
  protocolFeeBps: 100,
}
const inGwei = {
  ...parameters,
  unit: 10n ** 9n,
  bond: 1_005n * 10n ** 9n,
  minimumShare: 10n * 10n ** 9n,
  hardSlash: 100n * 10n ** 9n,
}

test('each class asks four times as much, and a share reaches all up to it', () => {
  expect(pricesOf(parameters)).toEqual([10n, 40n, 160n, 640n])
  expect(priceOf(3, parameters)).toBe(640n)
  const shares = [1n, 10n, 39n, 40n, 159n, 160n, 639n, 640n, 9_999n]
  expect(shares.map((share) => classOf(share, parameters))).toEqual([
    0, 0, 0, 1, 1, 2, 2, 3, 3,
  ])
})

test('a fee is a share for each member, and the round’s tip', () => {
  expect(feeOf({ committeeSize: 5, share: 20n, roundTip: 3n })).toBe(103n)
})

test('a lie costs its share and the least one, or a part of the bond', () => {
  expect(hardSlash(parameters)).toBe(100n)
  expect(lieCost({ share: 20n, appealable: false }, parameters)).toBe(20n)
  expect(lieCost({ share: 20n, appealable: true }, parameters)).toBe(30n)
  expect(lieCost({ share: 90n, appealable: true }, parameters)).toBe(100n)
  expect(lieCost({ share: 91n, appealable: true }, parameters)).toBe(100n)
  expect(isStrong(100n, parameters)).toBe(true)
  expect(isStrong(99n, parameters)).toBe(false)
})

test('absence costs half of the least share, and blockers’ part is kept', () => {
  expect(softSlash(parameters)).toBe(5n)
  expect(softSlash({ minimumShare: 9n, unit: 1n })).toBe(4n)
  const kept = (committeeSize: number) => keptOf({ committeeSize }, parameters)
  expect([3, 5, 7, 15].map(kept)).toEqual([10n, 10n, 15n, 30n])
})

test('bounties are a tenth, and never much', () => {
  expect(bountyOf(99n, parameters)).toBe(9n)
  expect(bountyOf(1_000n, parameters)).toBe(10n)
  expect(pruningBounty(1_000n, parameters)).toBe(10n)
  expect(pruningBounty(4n, parameters)).toBe(4n)
})

test('places are dearer as long as a list is full', () => {
  const fees = [0, 1, 17, 18, 19, 255].map((full) =>
    entranceFee(full, parameters),
  )
  expect(fees).toEqual([20n, 30n, 190n, 201n, 201n, 201n])
})

test('a wrong appeal costs a tenth of the winners’ bonds', () => {
  expect(appealDeposit(5, parameters)).toBe(502n)
})

test('rewards are shared by treasury, author and owner', () => {
  expect(splitRewards(999n, 500, parameters)).toEqual({
    cut: 9n,
    authorPart: 49n,
    rest: 941n,
  })
})

test('rounds down to whole units, as the contracts do', () => {
  const gwei = inGwei.unit
  expect(hardSlash(inGwei)).toBe(100n * gwei)
  expect(bountyOf(99n * gwei, inGwei)).toBe(9n * gwei)
  expect(entranceFee(0, inGwei)).toBe(20n * gwei)
  expect(appealDeposit(5, inGwei)).toBe(502n * gwei)
  expect(pruningBounty(1_000n * gwei, inGwei)).toBe(10n * gwei)
  expect(splitRewards(999n * gwei, 500, inGwei)).toEqual({
    cut: 9n * gwei,
    authorPart: 49n * gwei,
    rest: 941n * gwei,
  })
})
