/** How long a client waits for others before it acts or gives up. Milliseconds. */
export type TaskPatience = {
  /** For somebody else to close a task that can be closed; then the client does. */
  readonly closing: number
  /** For a task to be closed after its last deadline; then `TaskTimeoutError`. */
  readonly overdue: number
  /** For a task that a reorganization removed to come back; then `TaskDroppedError`. */
  readonly reinclusion: number
  /** For the agreed output to be served; then `OutputUnavailableError`. */
  readonly output: number
}

/** Generous enough for a public chain and for public gateways. */
export const defaultPatience: TaskPatience = {
  closing: 5_000,
  overdue: 120_000,
  reinclusion: 60_000,
  output: 60_000,
}
