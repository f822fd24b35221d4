import { hasMember } from '../../../core/encoding/bitmap.js'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'
import type { VoteOutcome } from '../updates/node-update.js'

/** What a closed task did to a seat, in wei. */
export type VoteMoney = { readonly earned: bigint; readonly slashed: bigint }

/**
 * How a member's part in a closed task ended. A settlement punishes nobody whose
 * vote it does not bring, sealed on-chain or not: such a member was absent.
 */
export function outcomeOf(
  task: TaskRecord,
  { member, ballot }: CommitteeMember,
): VoteOutcome {
  const isPunished = hasMember(task.punished, member)
  if (task.state === 'undecided') return isPunished ? 'withheld' : 'undecided'
  if (ballot.type === 'none') return 'absent'
  if (ballot.type === 'committed') return isPunished ? 'withheld' : 'absent'
  return ballot.output === task.output ? 'agreed' : 'wrong'
}

/**
 * What a member earned and lost by a task, from the events of that task;
 * `undefined` while the event that closed it is not among them.
 */
export function moneyOf(
  { member, seat }: CommitteeMember,
  events: readonly ProtocolEvent[],
): VoteMoney | undefined {
  const closing = events.findLast(
    ({ type }) => type === 'task-decided' || type === 'task-undecided',
  )
  if (!closing) return undefined
  const isWinner =
    closing.type === 'task-decided' && hasMember(closing.winners, member)
  const slashes = events.map((event) =>
    event.type === 'seat-slashed' && event.seat === seat ? event.amount : 0n,
  )
  return {
    earned: isWinner ? closing.share : 0n,
    slashed: slashes.reduce((sum, amount) => sum + amount, 0n),
  }
}
