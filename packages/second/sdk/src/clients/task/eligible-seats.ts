import type { SeatRecord } from '../../core/task/task.js'
import type { ChainReader } from '../../ports/chain.js'

/** Seats read at once. */
const batch = 16

/**
 * Counts the seats that a task added at `addedAt` can draw: those that joined
 * before it, and have not left by then. Stops reading once there are `enough`.
 *
 * @param options - `slots`: how many to look at; default all.
 */
export async function countEligibleSeats(
  chain: ChainReader,
  options: {
    readonly addedAt: number
    readonly slots?: number | undefined
    readonly enough?: number | undefined
  },
  signal: AbortSignal,
): Promise<number> {
  const { addedAt, enough = Number.POSITIVE_INFINITY } = options
  const slots = options.slots ?? (await chain.getSeatCount({ signal }))
  let count = 0
  for (let first = 0; first < slots && count < enough; first += batch) {
    const length = Math.min(batch, slots - first)
    const seats = await Promise.all(
      Array.from({ length }, (_, index) =>
        chain.getSeat(first + index, { signal }),
      ),
    )
    count += seats.filter((seat) => isEligible(seat, addedAt)).length
  }
  return count
}

/** Mirrors `CommitteeLib.isEligible`. */
function isEligible(seat: SeatRecord | undefined, addedAt: number): boolean {
  if (!seat || seat.from >= addedAt) return false
  return seat.to === undefined || addedAt < seat.to
}
