/**
 * What every asynchronous call of the SDK accepts.
 *
 * @typeParam TProgress - The event that `onProgress` receives.
 */
export type CallOptions<TProgress = never> = {
  /** Rejects the call at once with its reason; work already sent on-chain stays sent. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds after which the call rejects with `OperationTimeoutError`. */
  readonly timeout?: number | undefined
  /** Called with each step of the work; must not throw. */
  readonly onProgress?: ((event: TProgress) => void) | undefined
}
