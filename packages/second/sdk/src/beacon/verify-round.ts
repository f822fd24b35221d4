import {
  accept,
  bytesToHex,
  type Hex,
  hexToBytes,
  isHex,
  type Result,
  refuse,
} from '@aichain/base'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Beacon, BeaconRound } from './beacon.js'
import { hashRound, type SignaturePoint } from './hash-round.js'

/**
 * Checks that a signature is a beacon's of a round, as `Beacon.sol` does; takes
 * some 25 ms. A round has one signature only.
 *
 * @param signature - 48 bytes, compressed.
 *
 * @example
 * ```ts
 * import { quicknet, verifyRound } from '@aichain/sdk/beacon'
 *
 * const checked = verifyRound(quicknet, 1000n, '0xb446…')
 * if (checked.ok) console.log(checked.value.randomness)
 * ```
 */
export function verifyRound(
  { publicKey }: Pick<Beacon, 'publicKey'>,
  round: bigint,
  signature: Hex,
): Result<BeaconRound> {
  if (round < 1n || round >= 2n ** 64n) return refuse('there is no such round')
  const point = signaturePoint(signature)
  if (!point) return refuse('the signature is no point of the group')
  const { shortSignatures } = bls12_381
  const key = hexToBytes(publicKey)
  if (!shortSignatures.verify(point, hashRound(round), key))
    return refuse('the signature is not one of this beacon and round')
  const randomness = bytesToHex(sha256(hexToBytes(signature)))
  return accept({ round, signature, randomness })
}

/** Nothing for what is off the curve, outside the group, or infinity. */
function signaturePoint(signature: Hex): SignaturePoint | undefined {
  if (!isHex(signature, 48)) return undefined
  try {
    const { Signature } = bls12_381.shortSignatures
    const point = Signature.fromBytes(hexToBytes(signature))
    return point.is0() ? undefined : point
  } catch {
    return undefined
  }
}
