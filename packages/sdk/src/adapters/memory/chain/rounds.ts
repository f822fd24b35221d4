import { bytesToHex, type Digest, type Hex, hexToBytes } from '@aichain/base'
import { sha256 } from '@noble/hashes/sha2.js'
import { keccakWords } from '../../../core/encoding/keccak.js'
import {
  InvalidSignatureError,
  RoundAlreadyPostedError,
  RoundOutOfRangeError,
} from '../../../errors/contract-beacon.js'
import type { Transition } from './state.js'

/** The order of the field of BLS12-381. */
const FIELD =
  0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn

/** Mirrors `IBeacon.post`. */
export function postRound(round: number, signature: Hex): Transition {
  return (state, context) => {
    if (round === 0) throw new RoundOutOfRangeError({ round })
    if (state.rounds.has(round)) throw new RoundAlreadyPostedError({ round })
    if (!context.isRoundSignature(round, signature))
      throw new InvalidSignatureError({ round })
    const randomness = randomnessOf(signature)
    const { sender: poster } = context
    state.rounds.set(round, { randomness, poster })
    state.latestRound = Math.max(state.latestRound ?? 0, round)
    context.emit({ type: 'round-posted', round, poster, randomness })
  }
}

/**
 * What stands for the beacon's signature of a round: 128 bytes, as `encodeSignature`
 * writes a real one. Anybody can make it.
 */
export function standInRound(round: number): Hex {
  const half = (name: number) => {
    const digits = [0, 1].map((part) =>
      keccakWords(round, name, part).slice(2, 50),
    )
    // Below the order of the field.
    return `${'00'.repeat(16)}00${digits.join('').slice(2)}`
  }
  return `0x${half(0)}${half(1)}`
}

/** Mirrors `Bls12381Lib.compress` and what drand calls a round's randomness. */
export function randomnessOf(signature: Hex): Digest {
  const x = signature.slice(2 + 32, 2 + 128)
  const y = BigInt(`0x${signature.slice(2 + 128 + 32)}`)
  const isLarger = y > (FIELD - 1n) / 2n
  const flags = isLarger ? 0xa0 : 0x80
  const first = (Number.parseInt(x.slice(0, 2), 16) | flags).toString(16)
  return bytesToHex(sha256(hexToBytes(`0x${first}${x.slice(2)}`)))
}
