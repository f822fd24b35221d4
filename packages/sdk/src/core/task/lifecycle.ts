import type { ProtocolParameters } from './parameters.js'
import type { TaskRecord } from './task.js'

/** What may happen to a task next. */
export type TaskPhase =
  /** Its round is not there yet, so nobody knows its committee. */
  | 'waiting'
  | 'committing'
  | 'revealing'
  | 'finalizable'
  | 'decided'
  | 'undecided'

/** When a task's windows begin and end, in seconds since the epoch. */
export type TaskPhases = {
  /** With the task's block, or with its round. */
  readonly startsAt: number
  /** From here on no member can commit. */
  readonly commitEnd: number
  /** From here on no member can reveal, and no sealed vote may be left out. */
  readonly revealEnd: number
  /** From here on no vote counts any more. */
  readonly deadAt: number
}

type Clock = Pick<ProtocolParameters, 'beacon' | 'seedDelay'>
type Windows = Clock &
  Pick<ProtocolParameters, 'commitWindow' | 'revealWindow' | 'proofWindow'>

/**
 * The epoch of a time: tasks are drawn from the places of the epoch in which
 * they were added.
 *
 * @param time - Seconds since 1970.
 *
 * @example
 * ```ts
 * import { epochAt } from '@aichain/sdk/core'
 *
 * epochAt(7300, { epoch: 3600 }) // 2
 * ```
 */
export function epochAt(
  time: number,
  { epoch }: Pick<ProtocolParameters, 'epoch'>,
): number {
  return Math.floor(time / epoch)
}

/**
 * The first round of the beacon that is published at a time or later. Mirrors
 * the contract: round 1 is published at the genesis, then one a period.
 *
 * @example
 * ```ts
 * import { roundAt } from '@aichain/sdk/core'
 *
 * roundAt(1001, { genesis: 1000, period: 3 }) // 2
 * ```
 */
export function roundAt(
  time: number,
  { genesis, period }: Omit<ProtocolParameters['beacon'], 'address'>,
): number {
  return time <= genesis ? 1 : Math.ceil((time - genesis) / period) + 1
}

/**
 * When a round of the beacon is published, in seconds since the epoch.
 *
 * @example
 * ```ts
 * import { timeOfRound } from '@aichain/sdk/core'
 *
 * timeOfRound(2, { genesis: 1000, period: 3 }) // 1003
 * ```
 */
export function timeOfRound(
  round: number,
  { genesis, period }: Omit<ProtocolParameters['beacon'], 'address'>,
): number {
  return genesis + (round - 1) * period
}

/**
 * The round that fixes a task's committee: the first that nobody could know
 * when the task was added; `undefined` where its block does.
 *
 * @example
 * ```ts
 * import { type ProtocolParameters, roundOf } from '@aichain/sdk/core'
 *
 * const awaited = (addedAt: number, parameters: ProtocolParameters) =>
 *   roundOf({ addedAt, seed: 'beacon' }, parameters)
 * ```
 */
export function roundOf(
  task: Pick<TaskRecord, 'addedAt' | 'seed'>,
  { beacon, seedDelay }: Clock,
): number | undefined {
  if (task.seed === 'block') return undefined
  return roundAt(task.addedAt + seedDelay, beacon)
}

/**
 * When the windows of a task begin and end. They bound the bad case only: a
 * quorum decides at once.
 *
 * @example
 * ```ts
 * import { phasesOf, type ProtocolParameters, type TaskRecord } from '@aichain/sdk/core'
 *
 * const until = (task: TaskRecord, parameters: ProtocolParameters) =>
 *   new Date(phasesOf(task, parameters).revealEnd * 1000)
 * ```
 */
export function phasesOf(
  task: Pick<TaskRecord, 'addedAt' | 'seed'>,
  parameters: Windows,
): TaskPhases {
  const round = roundOf(task, parameters)
  const startsAt =
    round === undefined ? task.addedAt : timeOfRound(round, parameters.beacon)
  const commitEnd = startsAt + parameters.commitWindow
  const revealEnd = commitEnd + parameters.revealWindow
  return {
    startsAt,
    commitEnd,
    revealEnd,
    deadAt: revealEnd + parameters.proofWindow,
  }
}

/**
 * The longest that a task can live, in seconds: it waits for its round, then has
 * its three windows. Mirrors the contract.
 *
 * @example
 * ```ts
 * import { lifeOf, type ProtocolParameters } from '@aichain/sdk/core'
 *
 * const isSane = (parameters: ProtocolParameters) =>
 *   parameters.epoch >= lifeOf(parameters)
 * ```
 */
export function lifeOf(parameters: Windows): number {
  const { seedDelay, beacon, commitWindow, revealWindow, proofWindow } =
    parameters
  return seedDelay + beacon.period + commitWindow + revealWindow + proofWindow
}

/**
 * The phase of a task at a time, for the court. Mirrors the contract: nothing
 * before its start; commitments while some member has not committed and the
 * window is open; reveals, at once where a seal was convened, until all have
 * revealed or the window is over; then anybody may finalize. A settlement is
 * possible from the start until the task is dead.
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
  task: Pick<
    TaskRecord,
    | 'addedAt'
    | 'committed'
    | 'committeeSize'
    | 'convened'
    | 'revealed'
    | 'seed'
    | 'state'
  >,
  parameters: Windows,
  now: number,
): TaskPhase {
  if (task.state !== 'open') return task.state
  const { startsAt, commitEnd, revealEnd } = phasesOf(task, parameters)
  if (now < startsAt) return 'waiting'
  const everybody = (1 << task.committeeSize) - 1
  const isOver = task.revealed === everybody || now >= revealEnd
  if (isOver) return 'finalizable'
  const mayCommit = !task.convened && task.committed !== everybody
  return mayCommit && now < commitEnd ? 'committing' : 'revealing'
}
