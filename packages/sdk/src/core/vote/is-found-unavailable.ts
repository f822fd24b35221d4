import type { CommitteeMember } from '../task/task.js'
import { quorum } from './quorum.js'

/** Whether a quorum of a committee revealed that the prompt could not be fetched. */
export function isFoundUnavailable(
  committee: readonly Pick<CommitteeMember, 'ballot'>[],
  committeeSize: number,
): boolean {
  const votes = committee.filter(
    ({ ballot }) =>
      ballot.type === 'revealed' && ballot.output === 'unavailable',
  )
  return votes.length >= quorum(committeeSize)
}
