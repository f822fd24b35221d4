import type { Hex } from '@aichain/base'
import { accept, type Result, refuse } from '@aichain/base'
import { keccakWords } from '../encoding/keccak.js'
import type { TaskId } from '../task/task.js'

/** What a draw depends on. */
export type DrawParameters = {
  /** Hash of the block that holds the task: unknown to whoever wrote it. */
  readonly blockHash: Hex
  readonly task: TaskId
  /** Number of seats, dead ones included, when the task was added. */
  readonly seats: number
  readonly committeeSize: number
  /** Whether a seat was active at the task's time. */
  readonly isEligible: (seat: number) => boolean
}

/** Mirrors the contract's bound on the gas of a draw. */
const MAXIMUM_PROBES = 256

/**
 * The committee of a task, in the order of its members. Mirrors the contract:
 * with `seed = keccak256(blockHash, task)`, probe p = 0, 1, … names the seat
 * `keccak256(seed, p) mod seats`; seats already drawn or not eligible are
 * skipped.
 *
 * Refused: when 256 probes do not fill the committee.
 *
 * @example
 * ```ts
 * import { drawCommittee } from '@aichain/sdk/core'
 *
 * const committee = drawCommittee({
 *   blockHash: `0x${'11'.repeat(32)}`,
 *   task: `0x${'22'.repeat(32)}`,
 *   seats: 8,
 *   committeeSize: 3,
 *   isEligible: (seat) => seat !== 5,
 * })
 * if (committee.ok) console.log(committee.value) // three different seats
 * ```
 */
export function drawCommittee(parameters: DrawParameters): Result<number[]> {
  const { blockHash, task, seats, committeeSize, isEligible } = parameters
  const seed = keccakWords(blockHash, task)
  const drawn: number[] = []
  if (seats < committeeSize)
    return refuse(`${seats} seats cannot fill a committee of ${committeeSize}`)
  for (let probe = 0; probe < MAXIMUM_PROBES; probe++) {
    const seat = Number(BigInt(keccakWords(seed, probe)) % BigInt(seats))
    if (!drawn.includes(seat) && isEligible(seat)) drawn.push(seat)
    if (drawn.length === committeeSize) return accept(drawn)
  }
  return refuse(`${MAXIMUM_PROBES} probes found ${drawn.length} eligible seats`)
}
