import { isFoundUnavailable } from '../../core/vote/is-found-unavailable.js'
import type { RefundReason } from '../../errors/task.js'
import type { ChainReader } from '../../ports/chain.js'
import { countEligibleSeats } from './eligible-seats.js'
import type { TaskSnapshot } from './snapshot.js'
import type { Told } from './telling.js'

/** Why the fee of an undecided task went back. */
export async function readRefundReason(
  chain: ChainReader,
  snapshot: TaskSnapshot,
  told: Told,
  signal: AbortSignal,
): Promise<RefundReason> {
  const { record, members } = snapshot
  if (record.committed === 0) {
    const hadCommittee = await wasDrawable(chain, snapshot, told, signal)
    return hadCommittee ? 'no-votes' : 'not-drawn'
  }
  // On-chain votes write the committee down; a settlement refunds for one reason.
  if (!members) return 'unavailable'
  return isFoundUnavailable(members, record.committeeSize)
    ? 'unavailable'
    : 'below-quorum'
}

/**
 * Whether there was a committee. Once the chain has forgotten the hash that it
 * followed from, the seats of that time tell: with enough of them, a committee
 * can hardly have failed to be drawn.
 */
async function wasDrawable(
  chain: ChainReader,
  { record, members, obstacle }: TaskSnapshot,
  told: Told,
  signal: AbortSignal,
): Promise<boolean> {
  if (members || told.members.length > 0) return true
  if (obstacle !== 'forgotten') return false
  const { addedAt, committeeSize: enough } = record
  return (
    (await countEligibleSeats(chain, { addedAt, enough }, signal)) >= enough
  )
}
