import { decimals, withJson } from '../with-json.js'
import type { TaskContext } from './context.js'
import type { TaskStep, TaskUpdate } from './update.js'

/** Gives each step the time by the client's clock. */
export function stampWith({
  clock,
}: Pick<TaskContext, 'clock'>): (step: TaskStep) => TaskUpdate {
  return (step) => stamped({ at: clock.now(), ...step })
}

/** An update that `JSON.stringify` writes, for `parseTaskUpdate` to read. */
export function stamped(update: TaskUpdate): TaskUpdate {
  return withJson(update, () => decimals(update))
}
