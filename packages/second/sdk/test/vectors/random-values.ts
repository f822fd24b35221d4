import type { SeededRandom } from '../../../../base/test/seeded-random.js'
import {
  bytesToHex,
  type Digest,
  type Hex,
  UNAVAILABLE,
} from '../../src/core.js'

const MAXIMUM_COMMITTEE = 15

/** What stands for nothing in a column of digests. */
export const ZERO: Digest = `0x${'00'.repeat(32)}`

/** `count` values made one after another. */
export function repeat<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

/** Fills up to 15 places, one for each member that a committee can have. */
export function padded<T>(values: readonly T[], filler: T): T[] {
  return repeat(MAXIMUM_COMMITTEE, (index) => values[index] ?? filler)
}

/** 32 random bytes. */
export function randomDigest(random: SeededRandom): Digest {
  return bytesToHex(random.bytes(32))
}

/** 20 random bytes. */
export function randomAddress(random: SeededRandom): Hex {
  return bytesToHex(random.bytes(20))
}

/** A whole number of at most this many bytes. */
export function randomAmount(random: SeededRandom, bytes: number): bigint {
  return BigInt(bytesToHex(random.bytes(bytes)))
}

/** 3 to 15. */
export function randomSize(random: SeededRandom): number {
  return 3 + random.below(13)
}

/** What each member of a committee says: most say the same, if all goes well. */
export function randomVotes(
  random: SeededRandom,
  size: number,
): (Digest | undefined)[] {
  const outputs = [
    randomDigest(random),
    randomDigest(random),
    UNAVAILABLE,
    undefined,
  ]
  const favourite = random.pick(outputs)
  const dissent = 2 + random.below(6)
  return repeat(size, () =>
    random.below(dissent) === 0 ? random.pick(outputs) : favourite,
  )
}
