import type { TaskId, TaskRecord } from '../../core/task/task.js'
import type { ChainReader } from '../../ports/chain.js'
import { type Draw, readDraw } from '../reader/history.js'

/** A task as the chain tells it now, with its committee or why it has none. */
export type TaskSnapshot = Draw & { readonly record: TaskRecord }

/** Reads a task; `undefined` if the chain does not have it. */
export async function readSnapshot(
  chain: ChainReader,
  task: TaskId,
  signal: AbortSignal,
): Promise<TaskSnapshot | undefined> {
  const record = await chain.getTask(task, { signal })
  if (!record) return undefined
  // After the record, so that no vote the record counts is missing.
  return { record, ...(await readDraw(chain, task, signal)) }
}
