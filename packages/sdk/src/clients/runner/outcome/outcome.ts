import { hasMember } from '../../../core/encoding/bitmap.js'
import { fromUnits, toUnits } from '../../../core/encoding/units.js'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'
import type { VoteOutcome } from '../updates/node-update.js'

/** What a closed task did to a seat, in wei. */
export type VoteMoney = { readonly earned: bigint; readonly slashed: bigint }

/**
 * How a member's part in a closed task ended. What counts is who won and who
 * was punished: a seat that could not pay for a lie is neither, whatever it said.
 */
export function outcomeOf(
  task: TaskRecord,
  { member, ballot }: CommitteeMember,
): VoteOutcome {
  const isPunished = hasMember(task.punished, member)
  if (task.state === 'undecided') return isPunished ? 'withheld' : 'undecided'
  if (hasMember(task.winners, member)) return 'agreed'
  switch (ballot.type) {
    case 'none':
      return 'absent'
    case 'committed':
      return 'withheld'
    case 'uncounted':
      return 'uncounted'
    case 'revealed':
      return isPunished ? 'wrong' : 'uncounted'
  }
}

/**
 * What a member earned and lost by a task, from the task and its events;
 * `undefined` while the event that closed it is not among them.
 *
 * @param unit - Of the deployment: parts are whole units.
 */
export function moneyOf(
  task: TaskRecord,
  { member, seat }: CommitteeMember,
  events: readonly ProtocolEvent[],
  unit: bigint,
): VoteMoney | undefined {
  const closing = events.findLast(
    ({ type }) => type === 'task-decided' || type === 'task-undecided',
  )
  if (!closing) return undefined
  const slashes = events.map((event) =>
    event.type === 'seat-slashed' && event.seat === seat ? event.amount : 0n,
  )
  return {
    earned: earnedBy(task, member, closing, unit),
    slashed: slashes.reduce((sum, amount) => sum + amount, 0n),
  }
}

/** A winner's share, whenever its vote came; or a part of what is kept for those who found no prompt. */
function earnedBy(
  { winners, share, committeeSize }: TaskRecord,
  member: number,
  closing: ProtocolEvent,
  unit: bigint,
): bigint {
  if (hasMember(winners, member)) return share
  if (closing.type !== 'task-undecided') return 0n
  if (!hasMember(closing.paid, member)) return 0n
  const kept = toUnits(closing.kept, unit)
  if (!kept.ok) return 0n
  return fromUnits(kept.value / BigInt(committeeSize), unit)
}
