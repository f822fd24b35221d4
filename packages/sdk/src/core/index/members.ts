import { hasMember } from '../encoding/bitmap.js'
import { isStrong } from '../money/slash.js'
import { unpackCommittee } from '../task/committee-word.js'
import type { IndexedTask } from './chain-index.js'
import { changeSeat, type Draft } from './draft.js'

/** What a seat's word holds of its balance, in units. */
const MAXIMUM_BALANCE = 2n ** 56n - 1n

/** Every member's bit. */
export function everybody(committeeSize: number): number {
  return (1 << committeeSize) - 1
}

/** The seats of a task whose committee was told; none of another. */
export function seatsOf({ committee, record }: IndexedTask): number[] {
  if (committee === undefined) return []
  return unpackCommittee(committee, record.committeeSize)
}

/** Whether a seat could pay for a lie, as it stands. */
export function isStrongSeat(draft: Draft, seat: number | undefined): boolean {
  const record = seat === undefined ? undefined : draft.seats.get(seat)
  return record !== undefined && isStrong(record.balance, draft.parameters)
}

/** Pays a seat. What its word cannot hold is the sink's. */
export function reward(draft: Draft, seat: number, amount: bigint): void {
  const { unit } = draft.parameters
  changeSeat(draft, seat, ({ balance }) => {
    if ((balance + amount) / unit > MAXIMUM_BALANCE) {
      draft.owedSink += amount
      return {}
    }
    return { balance: balance + amount }
  })
}

/** Pays all seats of a committee whose bits are set. */
export function rewardAll(
  draft: Draft,
  seats: readonly number[],
  members: number,
  amount: bigint,
): void {
  for (const [member, seat] of seats.entries())
    if (hasMember(members, member)) reward(draft, seat, amount)
}
