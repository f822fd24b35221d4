import { describe, expect, it } from 'vitest'
import { devnetBeacon } from './devnet-beacon.js'

describe('devnetBeacon', () => {
  it('has the same key and the same rounds everywhere', () => {
    const [one, other] = [devnetBeacon(), devnetBeacon({ period: 1 })]
    expect(one.publicKey).toBe(other.publicKey)
    expect(one.sign(7n)).toEqual(other.sign(7n))
    expect(one.sign(7n)).not.toEqual(one.sign(8n))
  })

  it('keeps the schedule it is given', () => {
    expect(devnetBeacon({ genesis: 5, period: 2 })).toMatchObject({
      genesis: 5,
      period: 2,
    })
    expect(devnetBeacon()).toMatchObject({ period: 3 })
  })
})
