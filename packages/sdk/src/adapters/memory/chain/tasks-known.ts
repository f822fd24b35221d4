import { phasesOf, type TaskPhases } from '../../../core/task/lifecycle.js'
import type { TaskId, TaskState } from '../../../core/task/task.js'
import {
  TaskDeadError,
  TaskNotDecidedError,
  TaskNotOpenError,
  TaskUnknownError,
  WrongCommitteeError,
} from '../../../errors/contract-tasks.js'
import type { ChainState, Context, TaskStorage } from './state.js'

/** Mirrors `Tasks._known`. */
export function knownTask(state: ChainState, id: TaskId): TaskStorage {
  const task = state.tasks.get(id)
  if (task) return task
  throw new TaskUnknownError({ task: id })
}

/** Mirrors `Tasks._open`. */
export function openTask(state: ChainState, id: TaskId): TaskStorage {
  const task = knownTask(state, id)
  if (task.state === 'open') return task
  throw new TaskNotOpenError({ task: id, state: task.state })
}

/** Mirrors `Tasks._decided`; the output is what it agreed on. */
export function decidedTask(
  state: ChainState,
  id: TaskId,
): TaskStorage & { readonly output: NonNullable<TaskStorage['output']> } {
  const task = knownTask(state, id)
  if (isDecided(task)) return task
  throw new TaskNotDecidedError({ task: id, state: task.state })
}

/** Whether a task has an output. */
export function isDecided(
  task: TaskStorage | undefined,
): task is TaskStorage & {
  readonly output: NonNullable<TaskStorage['output']>
} {
  return task?.state === ('decided' satisfies TaskState)
}

/** Mirrors `Tasks._checkCommittee`. */
export function refuseOtherCommittee(
  id: TaskId,
  task: TaskStorage,
  committee: bigint,
): void {
  if (task.committee !== committee) throw new WrongCommitteeError({ task: id })
}

/** When a task's windows begin and end. */
export function windowsOf(
  task: TaskStorage,
  { parameters }: Pick<Context, 'parameters'>,
): TaskPhases {
  return phasesOf(task, parameters)
}

/** Mirrors `Tasks._checkAlive`. */
export function refuseDead(
  id: TaskId,
  task: TaskStorage,
  context: Context,
): void {
  const { deadAt } = windowsOf(task, context)
  if (context.timestamp >= deadAt)
    throw new TaskDeadError({ task: id, diedAt: deadAt })
}
