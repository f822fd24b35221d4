import { accept, type Digest, type Result, refuse } from '@aichain/base'
import { keccakWords } from '../encoding/keccak.js'
import type { TaskId } from '../task/task.js'

/** What a draw depends on. */
export type DrawParameters = {
  /** The randomness of the task's round, or the hash of its block. */
  readonly entropy: Digest
  readonly task: TaskId
  /**
   * Seats of all places that the share reached in the task's epoch, class by
   * class, each in its place: `getPlaces` gives them so.
   */
  readonly places: readonly number[]
  readonly committeeSize: number
  /** Whether a seat answers tasks added at this one's time: it has no `to`, or a later one. */
  readonly staysAt: (seat: number) => boolean
  /** Seats that are not asked: the first committee, where an appeal leaves it out. */
  readonly excluded?: readonly number[] | undefined
}

/** Mirrors the contract's bound on the gas of a draw. */
const MAXIMUM_STEPS = 64

/**
 * The committee of a task, in the order of its members. Mirrors the contract:
 * with `seed = keccak256(entropy, task)`, Fisher and Yates's shuffle takes the
 * places one by one, step s by `keccak256(seed, s)`; seats that were put out
 * meanwhile, and those excluded, are passed over.
 *
 * Refused: when the places, or 64 steps, do not fill the committee.
 *
 * @example
 * ```ts
 * import { drawCommittee } from '@aichain/sdk/core'
 *
 * const committee = drawCommittee({
 *   entropy: `0x${'11'.repeat(32)}`,
 *   task: `0x${'22'.repeat(32)}`,
 *   places: [4, 0, 9, 7, 12, 3],
 *   committeeSize: 3,
 *   staysAt: (seat) => seat !== 9,
 * })
 * if (committee.ok) console.log(committee.value) // three different seats
 * ```
 */
export function drawCommittee(parameters: DrawParameters): Result<number[]> {
  const { places, committeeSize, staysAt, excluded = [] } = parameters
  const drawn: number[] = []
  for (const position of positions(parameters)) {
    if (drawn.length === committeeSize) break
    const seat = places[position] as number
    if (staysAt(seat) && !excluded.includes(seat)) drawn.push(seat)
  }
  return drawn.length === committeeSize
    ? accept(drawn)
    : refuse(
        `${places.length} places gave ${drawn.length} of ${committeeSize} seats`,
      )
}

/** Each position once, of those that are left each as likely as any other. */
function* positions(parameters: DrawParameters): Generator<number> {
  const seed = keccakWords(parameters.entropy, parameters.task)
  const { length } = parameters.places
  const moved = new Map<number, number>()
  const at = (place: number) => moved.get(place) ?? place
  for (let step = 0; step < Math.min(length, MAXIMUM_STEPS); step++) {
    const left = BigInt(length - step)
    const place = step + Number(BigInt(keccakWords(seed, step)) % left)
    const position = at(place)
    // What stood at this step's place takes the place of what was drawn.
    moved.set(place, at(step))
    yield position
  }
}
