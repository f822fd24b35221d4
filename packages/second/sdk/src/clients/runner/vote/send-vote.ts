import type { Hex } from '@aichain/base'
import { votedOutput } from '../../../core/vote/unavailable.js'
import { transactionTimeout } from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import { commitmentOf, type VoteRecord } from '../record/vote-record.js'
import type { TendedTask } from '../task/tended-task.js'
import { publishOutput } from './publish-output.js'

/** A vote of the journal, and the place it is cast from. */
export type Vote = { readonly record: VoteRecord; readonly member: number }

/** Seals the vote that the journal holds. */
export async function commitVote(
  context: RunnerContext,
  tended: TendedTask,
  { record, member }: Vote,
): Promise<void> {
  const { chain, parameters, signal } = context
  const { transactionHash } = await chain.commit(
    { task: tended.id, member, commitment: commitmentOf(record) },
    {
      signal,
      timeout: transactionTimeout(parameters),
      onProgress: (sent) => {
        if (sent.type !== 'transaction-sent') return
        tended.unconfirmed = { step: 'commit', hash: sent.transactionHash }
      },
    },
  )
  tellCommitted(context, tended, { record, member }, transactionHash)
}

/** Opens the vote, and publishes the output once the contract lets it be opened. */
export async function revealVote(
  context: RunnerContext,
  tended: TendedTask,
  { record, member }: Vote,
): Promise<void> {
  const { chain, parameters, signal } = context
  const { output, salt } = record
  const { transactionHash } = await chain.reveal(
    { task: tended.id, member, output: votedOutput(output), salt },
    {
      signal,
      timeout: transactionTimeout(parameters),
      onProgress: (sent) => {
        if (sent.type !== 'transaction-sent') return
        tended.unconfirmed = { step: 'reveal', hash: sent.transactionHash }
        context.inBackground(publishOutput(context, tended))
      },
    },
  )
  tellRevealed(context, tended, { record, member }, transactionHash)
}

/** Tells of a commitment that is in a block. */
export function tellCommitted(
  { emit, health }: RunnerContext,
  tended: TendedTask,
  { record, member }: Vote,
  transactionHash: Hex,
): void {
  health.worked('wallet')
  tended.unconfirmed = undefined
  const commitment = commitmentOf(record)
  emit({
    type: 'committed',
    task: tended.id,
    member,
    commitment,
    transactionHash,
  })
}

/** Tells of a reveal that is in a block. */
export function tellRevealed(
  { emit, health }: RunnerContext,
  tended: TendedTask,
  { record, member }: Vote,
  transactionHash: Hex,
): void {
  health.worked('wallet')
  tended.unconfirmed = undefined
  const output = votedOutput(record.output)
  emit({ type: 'revealed', task: tended.id, member, output, transactionHash })
}
