import type { RunnerContext } from '../context/runner-context.js'
import type { TendedTask } from '../task/tended-task.js'
import { encodeVoteRecord, type VoteRecord, voteKey } from './vote-record.js'

/**
 * Notes in the journal how far a vote has come, so that a restart does not do
 * it again. What opens the vote is never changed.
 */
export async function amendRecord(
  { journal, signal }: RunnerContext,
  tended: TendedTask,
  change: Partial<
    Pick<VoteRecord, 'appealed' | 'concluded' | 'published' | 'reported'>
  >,
): Promise<void> {
  if (!tended.record) return
  // Set before the write: two amendments at once must both be in the second.
  tended.record = { ...tended.record, ...change }
  const json = encodeVoteRecord(tended.record)
  await journal.write(voteKey(tended.id), json, { signal })
}
