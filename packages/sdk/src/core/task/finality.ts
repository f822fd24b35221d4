import { lifeOf, phasesOf, timeOfRound } from './lifecycle.js'
import type { ProtocolParameters } from './parameters.js'
import type { TaskRecord } from './task.js'

/** A decision can be appealed this often. */
export const MAXIMUM_APPEALS = 8

/** What a decision's finality depends on. */
export type FinalityParameters = {
  readonly task: TaskRecord
  /** Its last appeal and how many there were; `undefined` if nobody appealed. */
  readonly appeal:
    | { readonly attempts: number; readonly task: TaskRecord }
    | undefined
  /** The highest round of the beacon that was posted; `undefined` if none was. */
  readonly latestRound: number | undefined
  /** Seconds since the epoch, by the chain's clock. */
  readonly now: number
}

/**
 * Until when a decision can be appealed, if no appeal opens the window again, in
 * seconds since the epoch. Mirrors the contract.
 *
 * @param attempts - Appeals so far.
 *
 * @example
 * ```ts
 * import { appealableUntil, type ProtocolParameters, type TaskRecord } from '@aichain/sdk/core'
 *
 * const closing = (task: TaskRecord, parameters: ProtocolParameters) =>
 *   new Date(appealableUntil(task, 0, parameters) * 1000)
 * ```
 */
export function appealableUntil(
  task: Pick<TaskRecord, 'addedAt' | 'seed'>,
  attempts: number,
  parameters: ProtocolParameters,
): number {
  const { deadAt } = phasesOf(task, parameters)
  return deadAt + parameters.appealWindow + attempts * lifeOf(parameters)
}

/**
 * Whether the window for appeals is over. Mirrors the contract: a window that
 * nobody could have used, because no round came, waits as long as the beacon may
 * be silent. `until` is from {@link appealableUntil}.
 *
 * @example
 * ```ts
 * import { isAppealWindowOver, type ProtocolParameters } from '@aichain/sdk/core'
 *
 * const isOver = (until: number, now: number, parameters: ProtocolParameters) =>
 *   isAppealWindowOver({ until, now, latestRound: undefined }, parameters)
 * ```
 */
export function isAppealWindowOver(
  at: {
    readonly until: number
    readonly now: number
    readonly latestRound: number | undefined
  },
  parameters: Pick<ProtocolParameters, 'appealWindow' | 'beacon' | 'outage'>,
): boolean {
  const { until, now, latestRound } = at
  if (now < until) return false
  const lastHeard =
    latestRound === undefined ? 0 : timeOfRound(latestRound, parameters.beacon)
  return (
    lastHeard + parameters.appealWindow >= until ||
    now >= until + parameters.outage
  )
}

/**
 * Whether nothing can change a task's decision any more. Mirrors the contract:
 * an appeal's own decision, and one that cannot be appealed, are final at once;
 * of the others one that an appeal upheld, or whose window is over.
 *
 * @example
 * ```ts
 * import { type FinalityParameters, isFinal, type ProtocolParameters } from '@aichain/sdk/core'
 *
 * const mayPay = (decision: FinalityParameters, parameters: ProtocolParameters) =>
 *   isFinal(decision, parameters)
 * ```
 */
export function isFinal(
  decision: FinalityParameters,
  parameters: ProtocolParameters,
): boolean {
  const { task, appeal } = decision
  if (task.state !== 'decided') return false
  if (task.isAppeal || !task.appealable) return true
  if (appeal !== undefined) {
    const found = appeal.task
    if (found.state === 'open' || found.unavailable) return false
    if (found.state === 'decided') return found.output === task.output
  }
  const until = appealableUntil(task, appeal?.attempts ?? 0, parameters)
  return isAppealWindowOver({ ...decision, until }, parameters)
}

/**
 * Whether nothing can make a decision final or overturn it any more. Mirrors the
 * contract: its last appeal did not get the prompt, and no other can ask.
 *
 * @example
 * ```ts
 * import { type FinalityParameters, isVoid, type ProtocolParameters } from '@aichain/sdk/core'
 *
 * const mustCallOff = (decision: FinalityParameters, parameters: ProtocolParameters) =>
 *   isVoid(decision, parameters)
 * ```
 */
export function isVoid(
  decision: FinalityParameters,
  parameters: ProtocolParameters,
): boolean {
  const { task, appeal } = decision
  if (task.state !== 'decided' || !appeal?.task.unavailable) return false
  if (appeal.attempts >= MAXIMUM_APPEALS) return true
  const until = appealableUntil(task, appeal.attempts, parameters)
  return isAppealWindowOver({ ...decision, until }, parameters)
}
