import type { Digest } from '../../core/hex.js'
import type { ReceiptVote } from '../../core/receipt.js'
import type { CommitteeMember, TaskRecord } from '../../core/task.js'
import { UNAVAILABLE } from '../../core/unavailable.js'

/**
 * What a member did. While its task is open: `waiting`, `committed` or
 * `revealed`. Of a decided task: as in a receipt. Of an undecided one, where
 * nothing is right or wrong: `revealed`, `unavailable`, `withheld` or `absent`.
 */
export type MemberVote = ReceiptVote | 'waiting' | 'committed' | 'revealed'

/** Judges a member by its ballot and by how its task ended. */
export function voteOf(
  record: Pick<TaskRecord, 'state' | 'output'>,
  { ballot }: Pick<CommitteeMember, 'ballot'>,
): MemberVote {
  if (record.state === 'open') {
    return ballot.type === 'none' ? 'waiting' : ballot.type
  }
  if (ballot.type !== 'revealed') {
    return ballot.type === 'none' ? 'absent' : 'withheld'
  }
  if (ballot.output === UNAVAILABLE) return 'unavailable'
  return record.output ? judge(ballot.output, record.output) : 'revealed'
}

/** Judges a member of a decided task. */
export function finalVoteOf(
  { ballot }: Pick<CommitteeMember, 'ballot'>,
  agreed: Digest,
): ReceiptVote {
  if (ballot.type === 'none') return 'absent'
  if (ballot.type === 'committed') return 'withheld'
  if (ballot.output === UNAVAILABLE) return 'unavailable'
  return judge(ballot.output, agreed)
}

function judge(output: Digest, agreed: Digest): 'agreed' | 'wrong' {
  return output === agreed ? 'agreed' : 'wrong'
}
