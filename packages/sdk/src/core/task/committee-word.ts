import { accept, type Result, refuse } from '@aichain/base'

/**
 * The seats of a committee in one word, as the contract packs them: 15 members
 * of 16 bits, member 0 lowest, in the order of the draw.
 */
export type CommitteeWord = bigint

const SEAT_BITS = 16
const MAXIMUM_COMMITTEE = 15
const MAXIMUM_SEAT = 2 ** SEAT_BITS - 1

/**
 * Packs the seats of a committee, in the order of its members. Mirrors
 * `CommitteeLib`. Refused: more than 15 seats, or one that is not 16 bits.
 *
 * @example
 * ```ts
 * import { packCommittee } from '@aichain/sdk/core'
 *
 * packCommittee([4, 0, 2]) // { ok: true, value: 0x0002_0000_0004n }
 * ```
 */
export function packCommittee(seats: readonly number[]): Result<CommitteeWord> {
  if (seats.length > MAXIMUM_COMMITTEE)
    return refuse(`${seats.length} seats do not fit one committee`)
  const strange = seats.find((seat) => !isSeat(seat))
  if (strange !== undefined) return refuse(`${strange} is no seat`)
  return accept(
    seats.reduceRight((word, seat) => (word << 16n) | BigInt(seat), 0n),
  )
}

/**
 * The seats of a packed committee, in the order of its members. The word does
 * not tell how many there are: the task does. Inverse of {@link packCommittee}.
 *
 * @example
 * ```ts
 * import { unpackCommittee } from '@aichain/sdk/core'
 *
 * unpackCommittee(0x0002_0000_0004n, 3) // [4, 0, 2]
 * ```
 */
export function unpackCommittee(
  word: CommitteeWord,
  committeeSize: number,
): number[] {
  return Array.from({ length: committeeSize }, (_, member) =>
    Number(BigInt.asUintN(SEAT_BITS, word >> BigInt(SEAT_BITS * member))),
  )
}

function isSeat(seat: number): boolean {
  return Number.isInteger(seat) && seat >= 0 && seat <= MAXIMUM_SEAT
}
