import type { Address } from '@aichain/base'
import { IdempotencyKeyReusedError } from '../../errors/task.js'
import type { CheckedRequest } from './check-request.js'
import type { TaskContext } from './context.js'
import { findPosting, isMissing, type PostedTask } from './posted-task.js'
import type { TaskDraft } from './task-draft.js'

/** How far back another request with the same key is looked for. */
const searchedBlocks = 10_000n

/**
 * The task that a request with a nonce or a key has posted before; `undefined`
 * if it has posted none.
 */
export async function findOwnTask(
  { chain }: TaskContext,
  { identity }: CheckedRequest,
  draft: TaskDraft,
  signal: AbortSignal,
): Promise<PostedTask | undefined> {
  if (identity.type === 'random') return undefined
  try {
    return await findPosting(chain, draft.id, signal)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Throws `IdempotencyKeyReusedError` if a key stands for another request already. */
export async function refuseReusedKey(
  { chain }: TaskContext,
  account: Address,
  { identity }: CheckedRequest,
  draft: TaskDraft,
  signal: AbortSignal,
): Promise<void> {
  if (identity.type !== 'key') return
  const { key: idempotencyKey } = identity
  const { number } = await chain.getHead({ signal })
  const first = chain.deployment.fromBlock
  const fromBlock =
    number - first > searchedBlocks ? number - searchedBlocks : first
  const events = await chain.getEvents({ fromBlock, account }, { signal })
  const other = events.find(
    (event) => event.type === 'task-added' && event.nonce === draft.nonce,
  )
  if (other?.type !== 'task-added') return
  const { task, transactionHash } = other
  const of = { task, transactionHash }
  throw new IdempotencyKeyReusedError({ ...of, idempotencyKey })
}
