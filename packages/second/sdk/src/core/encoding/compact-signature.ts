import {
  accept,
  type Digest,
  type Hex,
  isHex,
  type Result,
  refuse,
} from '@aichain/base'

/** A secp256k1 signature in 64 bytes, as `settle` and `punish` take it. */
export type CompactSignature = {
  readonly r: Digest
  /** `s`, with the parity of the recovered point in the highest bit. */
  readonly vs: Digest
}

/** Half of the order of secp256k1, rounded down: the highest `s` of EIP-2. */
const HIGHEST_S =
  0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n
const PARITY_BIT = 1n << 255n

/**
 * Packs a signature of 65 bytes (`r`, `s`, `v`), as wallets give it, into the
 * compact form of [EIP-2098](https://eips.ethereum.org/EIPS/eip-2098). `v` may
 * be 27 and 28, or 0 and 1.
 *
 * Refused: another length, another `v`, and an `s` in the upper half of the
 * order, which EIP-2 forbids and the contract does not recover.
 *
 * @example
 * ```ts
 * import { compactSignature } from '@aichain/sdk/core'
 *
 * const signature = `0x${'11'.repeat(32)}${'22'.repeat(32)}1c` as const
 * compactSignature(signature) // { r: '0x1111…', vs: '0xa222…' }
 * ```
 */
export function compactSignature(signature: Hex): Result<CompactSignature> {
  const digits = signature.toLowerCase()
  if (!isHex(digits, 65)) return refuse('a signature must be 65 bytes')
  const r: Digest = `0x${digits.slice(2, 66)}`
  const s = BigInt(`0x${digits.slice(66, 130)}`)
  const v = Number(`0x${digits.slice(130)}`)
  const parity = v < 27 ? v : v - 27
  if (parity > 1) return refuse(`v must be 0, 1, 27 or 28, not ${v}`)
  if (s > HIGHEST_S) return refuse('s is in the upper half of the order')
  return accept({ r, vs: wordOf(parity === 1 ? s | PARITY_BIT : s) })
}

/** Whether `s` is in the lower half of the order: the contract recovers no other. */
export function hasLowS({ vs }: CompactSignature): boolean {
  return (BigInt(vs) & ~PARITY_BIT) <= HIGHEST_S
}

/**
 * Unpacks a compact signature into 65 bytes: `r`, `s` and a `v` of 27 or 28.
 * Undoes {@link compactSignature}.
 *
 * @example
 * ```ts
 * import { expandSignature } from '@aichain/sdk/core'
 *
 * expandSignature({ r: `0x${'11'.repeat(32)}`, vs: `0xa2${'22'.repeat(31)}` })
 * // '0x1111…2222…1c'
 * ```
 */
export function expandSignature({ r, vs }: CompactSignature): Hex {
  const packed = BigInt(vs)
  const s = wordOf(packed & ~PARITY_BIT)
  const v = packed < PARITY_BIT ? '1b' : '1c'
  return `0x${r.slice(2)}${s.slice(2)}${v}`
}

function wordOf(value: bigint): Digest {
  return `0x${value.toString(16).padStart(64, '0')}`
}
