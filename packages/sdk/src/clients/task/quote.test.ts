import { expect, test } from 'vitest'
import { networkParameters } from '../../../test/memory-network.js'
import { seededRandom } from '../../../test/seeded-random.js'
import { softSlash } from '../../core/reward.js'
import { feeLimits, quoteFor } from './quote.js'

test('a larger adversary makes an answer less sure', () => {
  for (let committeeSize = 3; committeeSize <= 15; committeeSize += 1) {
    let before = { wrong: -1, stuck: -1 }
    for (const adversaryShare of [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.9, 1]) {
      const request = { committeeSize, adversaryShare }
      const quote = quoteFor(networkParameters, request)
      const { probabilityWrong: wrong, probabilityStuck: stuck } = quote
      expect(wrong).toBeGreaterThanOrEqual(before.wrong)
      expect(stuck).toBeGreaterThanOrEqual(before.stuck)
      expect(wrong).toBeLessThanOrEqual(1 + 1e-12)
      before = { wrong, stuck }
    }
    expect(before.wrong).toBeCloseTo(1, 10)
  }
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
