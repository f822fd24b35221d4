import type { Hex } from '@aichain/base'
import { describe, expect, it } from 'vitest'
import { devnetBeacon } from './devnet-beacon.js'
import { quicknet } from './quicknet.js'
import { quicknetRounds } from './quicknet-rounds.js'
import { verifyRound } from './verify-round.js'

describe('verifyRound', () => {
  it.each(quicknetRounds)('accepts round $round of drand', (known) => {
    const { round, signature } = known
    const checked = verifyRound(quicknet, round, signature)
    expect(checked).toEqual({ ok: true, value: known })
  })

  it.each([1n, 2n ** 32n, 2n ** 64n - 1n])(
    'accepts round %i of the devnet',
    (round) => {
      const beacon = devnetBeacon()
      const signed = beacon.sign(round)
      const checked = verifyRound(beacon, round, signed.signature)
      expect(checked).toEqual({ ok: true, value: signed })
    },
  )

  it('refuses the signature of another round or another beacon', () => {
    const [first] = quicknetRounds
    const { round, signature } = first as (typeof quicknetRounds)[number]
    const reason = 'the signature is not one of this beacon and round'
    const refused = { ok: false, reason }
    expect(verifyRound(quicknet, round + 1n, signature)).toEqual(refused)
    expect(verifyRound(devnetBeacon(), round, signature)).toEqual(refused)
  })

  it.each<[string, Hex]>([
    ['infinity', `0xc0${'00'.repeat(47)}`],
    ['a point of order three', `0x80${'00'.repeat(47)}`],
    ['an x without a point', `0x80${'00'.repeat(46)}01`],
    ['an x that is not reduced', `0x9f${'ff'.repeat(47)}`],
    ['a point that is not compressed', `0x00${'00'.repeat(47)}`],
    ['less than 48 bytes', '0x80'],
  ])('refuses %s', (_, signature) => {
    const reason = 'the signature is no point of the group'
    const refused = { ok: false, reason }
    expect(verifyRound(quicknet, 1n, signature)).toEqual(refused)
  })

  it.each([-1n, 0n, 2n ** 64n])('refuses round %i', (round) => {
    const { signature } = devnetBeacon().sign(1n)
    const refused = { ok: false, reason: 'there is no such round' }
    expect(verifyRound(devnetBeacon(), round, signature)).toEqual(refused)
  })
})
