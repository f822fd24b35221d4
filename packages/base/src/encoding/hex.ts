import {
  bytesToHex as nobleBytesToHex,
  hexToBytes as nobleHexToBytes,
} from '@noble/hashes/utils.js'

/** Bytes as `0x` and lower-case hexadecimal digits. */
export type Hex = `0x${string}`

/** A 20-byte account or contract address. Compared without regard to case. */
export type Address = Hex

/** 32 bytes: a sha2-256 or keccak-256 value, or a salt. */
export type Digest = Hex

/**
 * The bytes that a hexadecimal string stands for.
 *
 * @param hex - `0x` and an even number of digits, in either case; check text
 *   from outside with {@link isHex} first.
 *
 * @example
 * ```ts
 * import { hexToBytes } from '@aichain/base'
 *
 * hexToBytes('0x00ff') // Uint8Array [0, 255]
 * ```
 */
export function hexToBytes(hex: Hex): Uint8Array {
  return nobleHexToBytes(hex.slice(2))
}

/**
 * Bytes as lower-case hexadecimal digits after `0x`.
 *
 * @example
 * ```ts
 * import { bytesToHex } from '@aichain/base'
 *
 * bytesToHex(new Uint8Array([0, 255])) // '0x00ff'
 * ```
 */
export function bytesToHex(bytes: Uint8Array): Hex {
  return `0x${nobleBytesToHex(bytes)}`
}

/**
 * Whether `value` is `0x` and whole bytes in lower-case digits.
 *
 * @param length - The number of bytes it must have; any number if absent.
 *
 * @example
 * ```ts
 * import { isHex } from '@aichain/base'
 *
 * isHex('0x00ff') // true
 * isHex('0x00ff', 32) // false
 * ```
 */
export function isHex(value: unknown, length?: number): value is Hex {
  return (
    typeof value === 'string' &&
    /^0x(?:[0-9a-f]{2})*$/.test(value) &&
    (length === undefined || value.length === 2 + 2 * length)
  )
}

/**
 * Whether `value` is 32 bytes in the form that the SDK writes: `0x` and 64
 * lower-case digits.
 *
 * @example
 * ```ts
 * import { isDigest } from '@aichain/base'
 *
 * isDigest(`0x${'0a'.repeat(32)}`) // true
 * isDigest('0x0a') // false
 * ```
 */
export function isDigest(value: unknown): value is Digest {
  return isHex(value, 32)
}

/**
 * Whether `value` is 20 bytes, in either case: wallets write addresses with the
 * mixed-case checksum of EIP-55, which is not checked here.
 *
 * @example
 * ```ts
 * import { isAddress } from '@aichain/base'
 *
 * isAddress('0xD8dA6BF26964aF9D7eEd9e03E53415D37aA96045') // true
 * ```
 */
export function isAddress(value: unknown): value is Address {
  return typeof value === 'string' && isHex(value.toLowerCase(), 20)
}

/**
 * Whether two hexadecimal strings say the same, whatever their case. Use it for
 * addresses, which arrive checksummed from some sources and not from others.
 *
 * @example
 * ```ts
 * import { equalHex } from '@aichain/base'
 *
 * equalHex('0xAb', '0xaB') // true
 * ```
 */
export function equalHex(a: Hex, b: Hex): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
