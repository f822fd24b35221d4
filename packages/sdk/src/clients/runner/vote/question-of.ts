import { equalHex } from '@aichain/base'
import type { TaskId, TaskRecord } from '../../../core/task/task.js'
import { TaskUnknownError } from '../../../errors/contract-tasks.js'
import type { RunnerContext } from '../context/runner-context.js'
import type { TendedTask } from '../task/tended-task.js'

/**
 * The task whose answer is asked for: an appeal asks for the one that it
 * questions. Models that draw their tokens draw them from its id, and with any
 * other every right decision would be overturned.
 */
export async function questionOf(
  { chain, signal }: Pick<RunnerContext, 'chain' | 'signal'>,
  { id, addedIn }: Pick<TendedTask, 'id' | 'addedIn'>,
  task: Pick<TaskRecord, 'addedIn' | 'isAppeal'>,
): Promise<TaskId> {
  if (!task.isAppeal) return id
  const block = task.addedIn ?? addedIn
  const range = { fromBlock: block, toBlock: block }
  const events = await chain.getEvents(range, { signal })
  for (const event of events) {
    if (event.type !== 'task-appealed') continue
    if (equalHex(event.appeal, id)) return event.task
  }
  throw new TaskUnknownError({ task: id })
}
