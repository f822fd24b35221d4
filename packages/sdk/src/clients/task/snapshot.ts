import type {
  CommitteeMember,
  TaskId,
  TaskRecord,
} from '../../core/task/task.js'
import type { ChainReader } from '../../ports/chain.js'
import { readMembers } from '../reader/history.js'

/** A task as the chain tells it now. */
export type TaskSnapshot = {
  readonly record: TaskRecord
  /** `undefined` while no committee can be known, or when none ever can. */
  readonly members: readonly CommitteeMember[] | undefined
}

/** Reads a task; `undefined` if the chain does not have it. */
export async function readSnapshot(
  chain: ChainReader,
  task: TaskId,
  signal: AbortSignal,
): Promise<TaskSnapshot | undefined> {
  const record = await chain.getTask(task, { signal })
  if (!record) return undefined
  // After the record, so that no vote the record counts is missing.
  const members = await readMembers(chain, task, signal)
  return { record, members }
}
