import { describe, expect, it } from 'vitest'
import { quicknet } from './quicknet.js'
import { roundAt, timeOf } from './round-time.js'

describe('roundAt', () => {
  it.each([
    [0, 1n],
    [quicknet.genesis, 1n],
    [quicknet.genesis + 1, 2n],
    [quicknet.genesis + 3, 2n],
    [quicknet.genesis + 4, 3n],
    [quicknet.genesis + 3.5, 3n],
  ])('knows the first round from %d on', (time, round) => {
    expect(roundAt(quicknet, time)).toBe(round)
  })

  it('is the inverse of timeOf', () => {
    for (const round of [1n, 2n, 1000n, 2n ** 40n])
      expect(roundAt(quicknet, timeOf(quicknet, round))).toBe(round)
  })
})
