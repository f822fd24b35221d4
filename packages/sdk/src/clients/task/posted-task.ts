import { AichainError, type Cid, type Hex } from '@aichain/base'
import { feeOf } from '../../core/money/price.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { TaskId, Terms } from '../../core/task/task.js'
import { TaskNotFoundError } from '../../errors/task.js'
import type { ChainReader } from '../../ports/chain.js'
import { rangeOf } from '../reader/history.js'
import type { TaskContext } from './context.js'

/** What is known of a task from the moment it is in a block. */
export type PostedTask = {
  readonly id: TaskId
  /** Who asked what: shown again to whoever computes its committee. */
  readonly terms: Terms
  readonly model: Cid
  readonly prompt: Cid
  /** Wei: all shares and the round's tip. */
  readonly fee: bigint
  /** The transaction that posted it, and the block that holds it. */
  readonly transactionHash: Hex
  readonly blockNumber: bigint
}

/** The event that tells the order, which the contract does not store. */
type TaskAdded = Extract<ProtocolEvent, { readonly type: 'task-added' }>

/** Finds where a task was posted; throws `TaskNotFoundError` if nowhere. */
export async function findPosting(
  chain: ChainReader,
  task: TaskId,
  signal: AbortSignal,
): Promise<PostedTask> {
  const record = await chain.getTask(task, { signal })
  if (!record) throw new TaskNotFoundError({ task })
  const { addedIn } = record
  const toBlock = addedIn === undefined ? {} : { toBlock: addedIn }
  const range = { ...rangeOf(chain, record), ...toBlock }
  const events = await chain.getEvents(range, { signal })
  const added = events.find((event) => event.type === 'task-added')
  if (!added) throw new TaskNotFoundError({ task })
  return postedBy(added)
}

/** Between two looks for a task that is in no block yet, in milliseconds. */
const interval = 1_000

/**
 * Waits for a task whose transaction may be on its way. Trouble with the chain
 * that may pass is waited out too.
 *
 * Errors: `TaskNotFoundError` once `patience` milliseconds are over, or what
 * kept it from looking.
 *
 * @param onMiss - Told why the task was not found each time.
 */
export async function awaitPosting(
  { chain, clock }: TaskContext,
  task: TaskId,
  patience: number,
  signal: AbortSignal,
  onMiss: (failure: unknown) => void = () => {},
): Promise<PostedTask> {
  const until = clock.now() + patience
  for (;;) {
    try {
      return await findPosting(chain, task, signal)
    } catch (error) {
      const mayCome = isMissing(error) || isPassing(error)
      if (signal.aborted || !mayCome || clock.now() >= until) throw error
      onMiss(error)
    }
    await clock.sleep(interval, signal)
  }
}

/** Whether the chain says that it has no such task. */
export function isMissing(error: unknown): boolean {
  return AichainError.isInstance(error) && error.code === 'task-not-found'
}

function isPassing(error: unknown): boolean {
  return AichainError.isInstance(error) && error.isRetryable
}

/** What the event of a posting tells. */
export function postedBy(event: TaskAdded): PostedTask {
  const { task: id, requester, order, blockNumber, transactionHash } = event
  return postedAs({ id, requester, order }, { blockNumber, transactionHash })
}

/** A task by its terms, and where it is. */
export function postedAs(
  { id, requester, order }: Terms & { readonly id: TaskId },
  place: Pick<PostedTask, 'blockNumber' | 'transactionHash'>,
): PostedTask {
  const { model, prompt } = order
  const { blockNumber, transactionHash } = place
  const terms = { requester, order }
  const fee = feeOf(order)
  return { id, terms, model, prompt, fee, transactionHash, blockNumber }
}
