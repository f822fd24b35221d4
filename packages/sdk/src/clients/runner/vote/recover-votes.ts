import { equalHex } from '@aichain/base'
import {
  appealableUntil,
  MAXIMUM_APPEALS,
} from '../../../core/task/finality.js'
import { phasesOf } from '../../../core/task/lifecycle.js'
import { JournalCorruptError } from '../../../errors/runner.js'
import type { RunnerContext } from '../context/runner-context.js'
import {
  isVoteKey,
  parseVoteRecord,
  type VoteRecord,
} from '../record/vote-record.js'

/**
 * The votes that the journal holds for this seat, and throws away those whose
 * task is past every deadline: nothing can be opened or lost with them any more.
 *
 * Votes of another key or another deployment stay where they are; they belong
 * to a runner that is not here now.
 *
 * Errors: `JournalCorruptError` names a record that cannot be read.
 */
export async function recoverVotes(
  context: RunnerContext,
): Promise<readonly VoteRecord[]> {
  const { journal, signal } = context
  const votes: VoteRecord[] = []
  for (const key of await journal.keys({ signal })) {
    if (!isVoteKey(key)) continue
    const json = await journal.read(key, { signal })
    if (json === undefined) continue
    const record = parseVoteRecord(json)
    if (!record.ok) {
      throw new JournalCorruptError({ record: key, reason: record.reason })
    }
    if (!isOwn(context, record.value)) continue
    if (isOver(context, record.value)) await journal.remove(key, { signal })
    else votes.push(record.value)
  }
  return votes
}

function isOwn(
  { chain, logger }: RunnerContext,
  { chainId, consensus, signer, task }: VoteRecord,
): boolean {
  const { deployment } = chain
  const isHere =
    chainId === deployment.chainId && equalHex(consensus, deployment.consensus)
  if (isHere && equalHex(signer, chain.account)) return true
  logger.warn('the journal holds a vote of another node', { task, signer })
  return false
}

/** A questioned decision outlives its task: somebody has to draw the consequences. */
function isOver({ parameters, time }: RunnerContext, record: VoteRecord) {
  const isQuestioned =
    record.appealed !== undefined && record.concluded === undefined
  const until = isQuestioned
    ? appealableUntil(record, MAXIMUM_APPEALS, parameters)
    : phasesOf(record, parameters).deadAt
  return time.now() >= until
}
