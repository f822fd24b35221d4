import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'

/** The scheme's domain: drand's `bls-unchained-g1-rfc9380`. */
const domain = 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_'

/** A point of G1: a signature, or what is signed. */
export type SignaturePoint = ReturnType<
  typeof bls12_381.shortSignatures.Signature.fromBytes
>

/**
 * The point that a beacon signs for a round: of the sha2-256 of its number in 8
 * bytes, highest first. Mirrors `HashToCurveLib.sol`.
 */
export function hashRound(round: bigint): SignaturePoint {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, round)
  return bls12_381.shortSignatures.hash(sha256(bytes), domain)
}
