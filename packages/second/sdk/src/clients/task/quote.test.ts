import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { networkParameters } from '../../../test/memory-network.js'
import { softSlash } from '../../core/settlement/reward.js'
import { feeLimits, quoteFor } from './quote.js'

const network = { parameters: networkParameters, seats: 200 }

test('a larger adversary makes an answer less sure', () => {
  for (let committeeSize = 3; committeeSize <= 15; committeeSize += 1) {
    let before = { wrong: -1, stuck: -1 }
    for (const adversaryShare of [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.9, 1]) {
      const request = { committeeSize, adversaryShare }
      const quote = quoteFor(network, request)
      const { probabilityWrong: wrong, probabilityStuck: stuck } = quote
      expect(wrong).toBeGreaterThanOrEqual(before.wrong)
      expect(stuck).toBeGreaterThanOrEqual(before.stuck)
      expect(wrong).toBeLessThanOrEqual(1 + 1e-12)
      before = { wrong, stuck }
    }
    expect(before.wrong).toBeCloseTo(1, 10)
  }
})

test('a quote says how likely an honest quorum is, of the seats there are', () => {
  const request = { committeeSize: 7, adversaryShare: 0.2, outageRate: 0.02 }
  const quote = quoteFor(network, request)
  expect(quote).toMatchObject({ seats: 200, outageRate: 0.02 })
  expect(quote.quorumProbability).toBeCloseTo(0.826, 3)
  expect(quote.probabilityWrong).toBeCloseTo(0.00394, 5)
  expect(quote.quorumProbability + quote.probabilityStuck).toBeCloseTo(1, 12)
})

test('a small network cannot be held by a share that would hold a large one', () => {
  const request = { committeeSize: 15, adversaryShare: 0.6 }
  const small = quoteFor({ ...network, seats: 15 }, request)
  expect(small.probabilityWrong).toBe(0)
  expect(quoteFor(network, request).probabilityWrong).toBeGreaterThan(0.3)
})

test('nothing is quoted that the network cannot draw', () => {
  const quote = () => quoteFor({ ...network, seats: 4 }, { committeeSize: 5 })
  expect(quote).toThrow(
    expect.objectContaining({ code: 'not-enough-seats', active: 4n }),
  )
})

test('within the limits absence never costs more than a lie', () => {
  const random = seededRandom(1)
  for (let round = 0; round < 2000; round += 1) {
    const bond =
      1n + BigInt(random.below(2 ** 31)) * BigInt(random.below(2 ** 31))
    const slashBps = 1 + random.below(10_000)
    const committeeSize = 3 + random.below(13)
    const parameters = { ...networkParameters, bond, slashBps }
    const { maximum: fee } = feeLimits(parameters, committeeSize)
    const lie = (bond * BigInt(slashBps)) / 10_000n
    const absence = softSlash({ balance: bond, fee, committeeSize })
    expect(absence).toBeLessThanOrEqual(lie)
    expect(fee).toBeLessThan(2n ** 96n)
  }
})
