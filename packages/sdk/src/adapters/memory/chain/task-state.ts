import type { TaskId } from '../../../core/task/task.js'
import {
  TaskDeadError,
  TaskNotDecidedError,
  TaskNotOpenError,
  TaskUnknownError,
} from '../../../errors/contract-tasks.js'
import {
  add,
  type ChainState,
  type Context,
  type TaskStorage,
} from './state.js'

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

/** Mirrors `Tasks._decided`. */
export function decidedTask(state: ChainState, id: TaskId): TaskStorage {
  const task = knownTask(state, id)
  if (task.state === 'decided') return task
  throw new TaskNotDecidedError({ task: id, state: task.state })
}

/** Mirrors `Settlements._checkAlive`. */
export function refuseDead(
  id: TaskId,
  task: TaskStorage,
  context: Context,
): void {
  const diedAt = deadAt(task, context)
  if (context.timestamp < diedAt) return
  throw new TaskDeadError({ task: id, diedAt })
}

/** Mirrors `Tasks._refund`. */
export function refund(
  id: TaskId,
  task: TaskStorage,
  state: ChainState,
  context: Context,
): void {
  const { requester, fee } = task
  task.state = 'undecided'
  add(state.credit, requester, fee)
  context.emit({ type: 'task-undecided', task: id, requester, refund: fee })
}

/** Mirrors `Tasks._commitEnd`. */
export function commitEndOf(task: TaskStorage, context: Context): number {
  return task.addedAt + context.parameters.commitWindow
}

/** Mirrors `Tasks._revealEnd`. */
export function revealEndOf(task: TaskStorage, context: Context): number {
  return commitEndOf(task, context) + context.parameters.revealWindow
}

/** Mirrors `Tasks._deadAt`. */
export function deadAt(task: TaskStorage, context: Context): number {
  return revealEndOf(task, context) + context.parameters.proofWindow
}
