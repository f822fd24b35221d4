import { devnetBeacon, verifyRound } from '@aichain/sdk/beacon'
import { bytesToHex, hexToBytes } from '@aichain/sdk/core'
import { expect, test } from 'vitest'
import { beaconSchedule } from '../settings/protocol-parameters.js'
import { devnetRounds } from './devnet-rounds.js'

test('a round is what the beacon that was deployed signs', async () => {
  const beacon = devnetBeacon(beaconSchedule)
  const { signature, randomness } = await devnetRounds().fetch(7)
  const signed = beacon.sign(7n)
  expect(randomness).toBe(signed.randomness)
  expect(verifyRound(beacon, 7n, signed.signature).ok).toBe(true)
  // Both coordinates in 64 bytes each; the compressed form has the first.
  const x = bytesToHex(hexToBytes(signature).slice(17, 64))
  expect(signed.signature).toMatch(x.slice(2))
})
