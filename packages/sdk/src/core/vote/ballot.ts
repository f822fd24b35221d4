import type { Digest } from '@aichain/base'
import { hasMember } from '../encoding/bitmap.js'
import type { CommitteeMember, TaskRecord } from '../task/task.js'
import { UNAVAILABLE, votedOutput } from './unavailable.js'

/**
 * Where a member's vote stands, by the word that the contract's `ballots` has
 * of it and the bitmaps that explain the word.
 *
 * A settlement that found the prompt unavailable writes no words: of a vote
 * that is known and has none, that is what the quorum said.
 *
 * @param word - `undefined` where the contract has zero.
 */
export function ballotOf(
  task: Pick<TaskRecord, 'committed' | 'revealed'>,
  member: number,
  word: Digest | undefined,
): CommitteeMember['ballot'] {
  if (hasMember(task.revealed, member))
    return { type: 'revealed', output: votedOutput(word ?? UNAVAILABLE) }
  if (hasMember(task.committed, member) && word !== undefined)
    return { type: 'committed', commitment: word }
  return { type: 'none' }
}
