import type { ProtocolParameters } from './parameters.js'
import type { TaskRecord } from './task.js'

/** What may happen to a task next. */
export type TaskPhase =
  | 'committing'
  | 'revealing'
  | 'finalizable'
  | 'decided'
  | 'undecided'

/** When a task's windows end, in seconds since the epoch. */
export type TaskDeadlines = {
  /** From here on no member can commit. */
  readonly commit: number
  /** From here on no member can reveal. */
  readonly reveal: number
  /** From here on the task cannot be decided: there is only a refund. */
  readonly decide: number
}

/**
 * When the windows of a task end. They bound the bad case only: a phase ends
 * early once everybody has done their part.
 *
 * @example
 * ```ts
 * import { type ProtocolParameters, taskDeadlines } from '@aichain/sdk/core'
 *
 * const until = (addedAt: number, parameters: ProtocolParameters) =>
 *   new Date(taskDeadlines({ addedAt }, parameters).reveal * 1000)
 * ```
 */
export function taskDeadlines(
  task: Pick<TaskRecord, 'addedAt'>,
  parameters: Pick<
    ProtocolParameters,
    'commitWindow' | 'revealWindow' | 'proofWindow'
  >,
): TaskDeadlines {
  const commit = task.addedAt + parameters.commitWindow
  const reveal = commit + parameters.revealWindow
  return { commit, reveal, decide: reveal + parameters.proofWindow }
}

/**
 * The phase of a task at a time. Mirrors the contract: commitments while some
 * member has not committed and the window is open; then reveals until every
 * commitment is opened or the window is over; then anybody may finalize.
 *
 * @param now - Seconds since the epoch, by the chain's clock.
 *
 * @example
 * ```ts
 * import { type ProtocolParameters, taskPhase, type TaskRecord } from '@aichain/sdk/core'
 *
 * const mayReveal = (task: TaskRecord, parameters: ProtocolParameters, now: number) =>
 *   taskPhase(task, parameters, now) === 'revealing'
 * ```
 */
export function taskPhase(
  task: TaskRecord,
  parameters: ProtocolParameters,
  now: number,
): TaskPhase {
  if (task.state !== 'open') return task.state
  const deadlines = taskDeadlines(task, parameters)
  const everybody = (1 << task.committeeSize) - 1
  const isCommitting = task.committed !== everybody && now < deadlines.commit
  if (isCommitting) return 'committing'
  const isRevealing = task.revealed !== task.committed && now < deadlines.reveal
  return isRevealing ? 'revealing' : 'finalizable'
}
