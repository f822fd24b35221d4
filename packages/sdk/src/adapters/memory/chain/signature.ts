import { type Address, type Digest, type Hex, isHex } from '@aichain/base'
import {
  type CompactSignature,
  compactSignature,
} from '../../../core/encoding/compact-signature.js'
import { keccakWords } from '../../../core/encoding/keccak.js'
import type { Context } from './state.js'
import { zeroAddress } from './zero.js'

/**
 * Accounts in memory have no keys: this stands for their signatures. Anybody can
 * make it, as anybody can connect as any account.
 */
export function standInSignature(
  signer: Address,
  digest: Digest,
): CompactSignature {
  const account = signer.slice(2).toLowerCase()
  const check = keccakWords(`0x${account}`, digest).slice(2, 26)
  const r: Digest = `0x${check}${account}`
  // A low s, as the contract demands of real ones.
  const vs: Digest = `0x00${keccakWords(r, digest).slice(4)}`
  return { r, vs }
}

/** Whose stand-in of a digest it is; the zero address if nobody's. */
export function recoverStandIn(
  digest: Digest,
  { r, vs }: CompactSignature,
): Address {
  const account: Address = `0x${r.slice(26).toLowerCase()}`
  const expected = standInSignature(account, digest)
  const isGenuine = expected.r === r && expected.vs === vs
  return isGenuine ? account : zeroAddress
}

/** Whose signature of 65 bytes it is, as orders carry it; the zero address if nobody's. */
export function recoverBytes(
  digest: Digest,
  signature: Hex,
  { recover }: Context,
): Address {
  if (!isHex(signature, 65)) return zeroAddress
  // The contract takes 27 and 28 only.
  const v = Number.parseInt(signature.slice(-2), 16)
  const compact = compactSignature(signature)
  return v >= 27 && compact.ok ? recover(digest, compact.value) : zeroAddress
}
