import { bytesToHex, type Digest, type Hex, hexToBytes } from '@aichain/base'
import { keccak_256 } from '@noble/hashes/sha3.js'

/** A static ABI value: a non-negative integer, or at most 32 bytes, right-aligned as addresses are. */
export type Word = Hex | bigint | number

/**
 * What Solidity computes as `keccak256(abi.encode(…))` for static values: each
 * takes one word of 32 bytes.
 *
 * @example
 * ```ts
 * import { keccakWords } from '@aichain/sdk/core'
 *
 * keccakWords(1) // '0xb10e2d527612073b26eecdfd717e6a320cf44b4afac2b0732d9fcbe2b7fa0cf6'
 * ```
 */
export function keccakWords(...words: readonly Word[]): Digest {
  const text = words.map((word) => digitsOf(word).padStart(64, '0')).join('')
  return bytesToHex(keccak_256(hexToBytes(`0x${text}`)))
}

/**
 * What Solidity computes as `keccak256("text")`.
 *
 * @example
 * ```ts
 * import { keccakText } from '@aichain/sdk/core'
 *
 * keccakText('') // '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'
 * ```
 */
export function keccakText(text: string): Digest {
  return bytesToHex(keccak_256(new TextEncoder().encode(text)))
}

function digitsOf(word: Word): string {
  return typeof word === 'string' ? word.slice(2) : word.toString(16)
}
