import type { Cid } from '@aichain/base'
import { hasMember } from '../../core/encoding/bitmap.js'
import type { ReceiptVote } from '../../core/receipt/receipt.js'
import type { CommitteeMember, TaskRecord } from '../../core/task/task.js'

/**
 * What a member did. While its task is open: `waiting`, `committed` or
 * `revealed`. Of a decided task: as in a receipt. Of an undecided one, where
 * nothing is right or wrong: `revealed`, `unavailable`, `withheld`, `absent` or
 * `uncounted`.
 */
export type VoteStatus = ReceiptVote | 'waiting' | 'committed' | 'revealed'

/** Judges a member by its ballot and by how its task ended. */
export function voteOf(
  record: Pick<TaskRecord, 'state' | 'output' | 'punished' | 'winners'>,
  committeeMember: Pick<CommitteeMember, 'member' | 'ballot'>,
): VoteStatus {
  const { ballot } = committeeMember
  if (record.state === 'open') {
    return ballot.type === 'none' ? 'waiting' : ballot.type
  }
  if (record.output) {
    return finalVoteOf(record, committeeMember, record.output)
  }
  if (ballot.type === 'none') return 'absent'
  if (ballot.type === 'committed') return 'withheld'
  if (ballot.type === 'uncounted') return 'uncounted'
  return ballot.output === 'unavailable' ? 'unavailable' : 'revealed'
}

/**
 * Judges a member of a decided task. A commitment that nobody punished was never
 * due: the others settled the task without it. The agreed output from a seat
 * that could not pay for a lie counts for nothing.
 */
export function finalVoteOf(
  { punished, winners }: Pick<TaskRecord, 'punished' | 'winners'>,
  { member, ballot }: Pick<CommitteeMember, 'member' | 'ballot'>,
  agreed: Cid,
): ReceiptVote {
  if (hasMember(winners, member)) return 'agreed'
  if (ballot.type === 'none') return 'absent'
  if (ballot.type === 'committed') {
    return hasMember(punished, member) ? 'withheld' : 'absent'
  }
  if (ballot.type === 'uncounted') return 'uncounted'
  if (ballot.output === 'unavailable') return 'unavailable'
  return ballot.output === agreed ? 'uncounted' : 'wrong'
}

/** The output that a member revealed, where its vote is one. */
export function shownOutput({
  ballot,
}: Pick<CommitteeMember, 'ballot'>): Cid | undefined {
  return ballot.type === 'revealed' && ballot.output !== 'unavailable'
    ? ballot.output
    : undefined
}
