/** The passing of time, injected so that tests own it. */
export type Clock = {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number
  /** Resolves after `milliseconds`, or rejects at once with the signal's reason. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
}
