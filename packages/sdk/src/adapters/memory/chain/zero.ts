import type { Address, Digest } from '@aichain/base'

/** No content, no commitment. */
export const zeroDigest: Digest = `0x${'00'.repeat(32)}`

/** Nobody; as an asset, the chain's own currency. */
export const zeroAddress: Address = `0x${'00'.repeat(20)}`

/** Whether an account is nobody. */
export function isNobody(account: Address): boolean {
  return BigInt(account) === 0n
}
