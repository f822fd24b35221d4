import { bytesToHex } from '@aichain/base'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Beacon, BeaconRound } from './beacon.js'
import { hashRound } from './hash-round.js'

/** A public test key: whoever reads this knows every round. */
const seed = 'aichain devnet beacon: a public test key'

/** A beacon that signs its rounds itself. */
export type DevnetBeacon = Beacon & {
  /** Takes some milliseconds. Also of rounds whose time has not come. */
  readonly sign: (round: bigint) => BeaconRound
}

/**
 * The beacon of a devnet: what `Beacon.sol` verifies is what it verifies of
 * drand, but the key is public. Never for anything of value.
 *
 * @param schedule - Default: from 2023-11-14, every three seconds.
 *
 * @example
 * ```ts
 * import { devnetBeacon, roundAt } from '@aichain/sdk/beacon'
 *
 * const beacon = devnetBeacon({ genesis: 1_800_000_000, period: 3 })
 * const { signature } = beacon.sign(roundAt(beacon, 1_800_000_100))
 * ```
 */
export function devnetBeacon(
  schedule: Partial<Pick<Beacon, 'genesis' | 'period'>> = {},
): DevnetBeacon {
  const { genesis = 1_700_000_000, period = 3 } = schedule
  const { shortSignatures } = bls12_381
  const secret = secretKey()
  const publicKey = shortSignatures.getPublicKey(secret).toBytes(true)
  return {
    publicKey: bytesToHex(publicKey),
    genesis,
    period,
    sign: (round) => {
      const point = shortSignatures.sign(hashRound(round), secret)
      const signature = shortSignatures.Signature.toBytes(point)
      const randomness = bytesToHex(sha256(signature))
      return { round, signature: bytesToHex(signature), randomness }
    },
  }
}

function secretKey(): Uint8Array {
  const { Fr } = bls12_381.fields
  const digest = sha256(new TextEncoder().encode(seed))
  return Fr.toBytes(Fr.create(BigInt(bytesToHex(digest))))
}
