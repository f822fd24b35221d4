import {
  type Address,
  bytesToHex,
  type Digest,
  hexToBytes,
} from '@aichain/base'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import {
  type CompactSignature,
  hasLowS,
} from '../../src/core/encoding/compact-signature.js'

const PARITY_BIT = 1n << 255n
const nobody: Address = `0x${'00'.repeat(20)}`

/** Whose signature of a digest it is, as the contracts recover it: the zero address if nobody's. */
export function recoverSigner(
  digest: Digest,
  signature: CompactSignature,
): Address {
  if (!hasLowS(signature)) return nobody
  const packed = BigInt(signature.vs)
  try {
    const point = new secp256k1.Signature(
      BigInt(signature.r),
      packed & ~PARITY_BIT,
      packed < PARITY_BIT ? 0 : 1,
    ).recoverPublicKey(hexToBytes(digest))
    const hash = keccak_256(point.toBytes(false).subarray(1))
    return bytesToHex(hash.subarray(12)) as Address
  } catch {
    // An r that is no point's: ecrecover answers nothing.
    return nobody
  }
}
