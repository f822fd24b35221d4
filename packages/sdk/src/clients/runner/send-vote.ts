import { cidFromDigest } from '../../core/cid.js'
import { transactionTimeout } from './pause.js'
import { publishOutput } from './publish-output.js'
import type { RunnerContext } from './runner-context.js'
import type { TendedTask } from './tended-task.js'
import { commitmentOf, type VoteRecord } from './vote-record.js'

/** Seals the vote that the journal holds. */
export async function commitVote(
  context: RunnerContext,
  tended: TendedTask,
  vote: { readonly record: VoteRecord; readonly member: number },
): Promise<void> {
  const { chain, emit, health, signal } = context
  const task = tended.id
  const commitment = commitmentOf(vote.record)
  const { member } = vote
  const { hash } = await chain.commit(
    { task, member, commitment },
    { signal, timeout: transactionTimeout(context.parameters) },
  )
  health.worked('wallet')
  emit({ type: 'committed', task, member, commitment, transaction: hash })
}

/** Opens the vote, and publishes the output once the contract lets it be opened. */
export async function revealVote(
  context: RunnerContext,
  tended: TendedTask,
  vote: { readonly record: VoteRecord; readonly member: number },
): Promise<void> {
  const { chain, emit, health, signal } = context
  const task = tended.id
  const { member } = vote
  const { output, salt, document } = vote.record
  const publish = () => context.inBackground(publishOutput(context, tended))
  const { hash } = await chain.reveal(
    { task, member, output, salt },
    {
      signal,
      timeout: transactionTimeout(context.parameters),
      onProgress: publish,
    },
  )
  health.worked('wallet')
  const shown = document === undefined ? 'unavailable' : cidFromDigest(output)
  emit({ type: 'revealed', task, member, output: shown, transaction: hash })
}
