import type { Address, Digest } from '@aichain/base'
import type { CompactSignature } from '../../../core/encoding/compact-signature.js'
import { keccakWords } from '../../../core/encoding/keccak.js'

/**
 * Accounts in memory have no keys: this stands for their signatures. Anybody can
 * make it, as anybody can connect as any account.
 */
export function standInSignature(
  signer: Address,
  digest: Digest,
): CompactSignature {
  const account = signer.toLowerCase() as Address
  const r = keccakWords(account, digest)
  // A low s, as the contract demands of real ones.
  const vs: Digest = `0x00${keccakWords(r).slice(4)}`
  return { r, vs }
}

/** Whether an account "signed" a digest. */
export function isSignedBy(
  signer: Address,
  digest: Digest,
  { r, vs }: CompactSignature,
): boolean {
  const expected = standInSignature(signer, digest)
  return expected.r === r && expected.vs === vs
}
