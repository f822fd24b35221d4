import type { TaskRecord } from '../task/task.js'
import type { IndexedTask } from './chain-index.js'
import { everybody } from './members.js'

/** A task's record after a change: closed, too, once every vote is known. */
export function withRecord(
  { record }: IndexedTask,
  change: Partial<TaskRecord>,
): TaskRecord {
  const after = { ...record, ...change }
  const isComplete =
    after.state === 'decided' &&
    after.revealed === everybody(after.committeeSize)
  return { ...after, closed: after.closed || isComplete }
}
