import type { Cid, Hex } from '@aichain/base'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { TaskId } from '../../core/task/task.js'
import { TaskNotFoundError } from '../../errors/task.js'
import type { ChainReader } from '../../ports/chain.js'

/** What is known of a task from the moment it is in a block. */
export type PostedTask = {
  readonly id: TaskId
  readonly model: Cid
  readonly prompt: Cid
  /** Wei. */
  readonly fee: bigint
  /** The transaction that posted it, and the block that holds it. */
  readonly transaction: Hex
  readonly blockNumber: bigint
}

/** The event that tells model and prompt, which the contract does not store. */
type TaskAdded = Extract<ProtocolEvent, { readonly type: 'task-added' }>

/** Finds where a task was posted; throws `TaskNotFoundError` if nowhere. */
export async function findPosting(
  chain: ChainReader,
  task: TaskId,
  signal: AbortSignal,
): Promise<PostedTask> {
  const record = await chain.getTask(task, { signal })
  if (!record) throw new TaskNotFoundError({ task })
  const { addedIn: fromBlock } = record
  const range = { fromBlock, toBlock: fromBlock, task }
  const events = await chain.getEvents(range, { signal })
  const added = events.find((event) => event.type === 'task-added')
  if (!added) throw new TaskNotFoundError({ task })
  return postedBy(added)
}

/** What the event of a posting tells. */
export function postedBy(event: TaskAdded): PostedTask {
  const { task: id, model, prompt, fee, blockNumber } = event
  const { transactionHash: transaction } = event
  return { id, model, prompt, fee, transaction, blockNumber }
}
