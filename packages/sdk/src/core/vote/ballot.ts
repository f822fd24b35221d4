import type { Digest } from '@aichain/base'
import { hasMember } from '../encoding/bitmap.js'
import type { CommitteeMember, TaskRecord } from '../task/task.js'
import { votedOutput } from './unavailable.js'

/**
 * Where a member's vote stands, by the word that the contract's `ballots` has
 * of it and the task that explains the word.
 *
 * Of lane 1 the contract keeps no words but those that lost. A vote that is
 * known without a word is, in a task found unavailable, what the quorum said;
 * in any other one of a seat that could not pay for a lie: it counts for
 * nothing. So does what a decision neither paid nor punished, whose word may
 * still be the commitment that the member sent to the court.
 *
 * @param word - `undefined` where the contract has zero.
 */
export function ballotOf(
  task: Pick<
    TaskRecord,
    'committed' | 'punished' | 'revealed' | 'state' | 'unavailable' | 'winners'
  >,
  member: number,
  word: Digest | undefined,
): CommitteeMember['ballot'] {
  if (hasMember(task.revealed, member)) {
    const counted = task.winners | task.punished
    if (task.state === 'decided' && !hasMember(counted, member))
      return { type: 'uncounted' }
    if (word !== undefined)
      return { type: 'revealed', output: votedOutput(word) }
    return task.unavailable
      ? { type: 'revealed', output: 'unavailable' }
      : { type: 'uncounted' }
  }
  if (hasMember(task.committed, member) && word !== undefined)
    return { type: 'committed', commitment: word }
  return { type: 'none' }
}
