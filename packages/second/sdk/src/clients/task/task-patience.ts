import { checkMilliseconds, refuseOtherKeys } from '../reader/check-argument.js'

/** How long a client waits for others before it acts or gives up. Milliseconds. */
export type TaskPatience = {
  /**
   * For a transaction that may be on its way to be in a block; then
   * `TaskNotFoundError` or `TaskUnconfirmedError`.
   */
  readonly inclusion: number
  /** For somebody else to close a task that can be closed; then the client does. */
  readonly closing: number
  /**
   * For a task to be closed after its last deadline; then `TaskTimeoutError`, or
   * `ChainStoppedError` where no block came either.
   */
  readonly overdue: number
  /** For a task that a reorganization removed to come back; then `TaskDroppedError`. */
  readonly reinclusion: number
  /** For the agreed output to be served; then `OutputUnavailableError`. */
  readonly output: number
  /** For a block; then the update `reconnecting`, and following goes on. */
  readonly silence: number
}

/** Generous enough for a public chain and for public gateways. */
export const defaultPatience: TaskPatience = {
  inclusion: 60_000,
  closing: 5_000,
  overdue: 120_000,
  reinclusion: 60_000,
  output: 60_000,
  silence: 30_000,
}

/** The default, with what the caller chose; throws by name what is no time. */
export function patienceOf(given: Partial<TaskPatience> = {}): TaskPatience {
  refuseOtherKeys('patience', given, Object.keys(defaultPatience))
  const chosen = Object.entries(given).filter(([, time]) => time !== undefined)
  for (const [name, time] of chosen) checkMilliseconds(`patience.${name}`, time)
  return { ...defaultPatience, ...Object.fromEntries(chosen) }
}
