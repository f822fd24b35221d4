import { AichainError } from '../errors/aichain-error.js'
import type { Clock } from '../ports/clock.js'
import { raceSignal } from './race-signal.js'
import { systemClock } from './system-clock.js'

/** How often and how patiently to try. Times in milliseconds. */
export type RetryOptions = {
  readonly signal?: AbortSignal | undefined
  /** Tries in all; the last failure is thrown. Default 4. */
  readonly attempts?: number | undefined
  /** Longest wait before the second try; doubles with each try. Default 150. */
  readonly delay?: number | undefined
  /** No wait is longer. Default 5000. */
  readonly maximumDelay?: number | undefined
  /** Default: errors of the SDK whose `isRetryable` is true. */
  readonly shouldRetry?: ((error: unknown) => boolean) | undefined
  /** Told before each wait. */
  readonly onRetry?:
    | ((retry: {
        readonly error: unknown
        readonly attempt: number
        readonly delay: number
      }) => void)
    | undefined
  readonly clock?: Clock | undefined
  /** A number from 0 up to 1. Default `Math.random`. */
  readonly random?: (() => number) | undefined
}

/**
 * Calls `work` until it succeeds, with exponential backoff and equal jitter:
 * each wait is between half of and all of its limit, so that many clients that
 * failed together do not come back together.
 *
 * Only for reads and for writes that may be repeated without harm.
 *
 * @see {@link https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/}
 */
export async function retry<T>(
  work: (attempt: number) => Promise<T>,
  options: RetryOptions = {},
): Promise<T> {
  const { signal, attempts = 4, clock = systemClock } = options
  const { shouldRetry = isRetryable, onRetry } = options
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted()
    try {
      return await raceSignal(work(attempt), signal)
    } catch (error) {
      if (signal?.aborted || attempt >= attempts || !shouldRetry(error)) {
        throw error
      }
      const delay = retryDelay(attempt, options)
      onRetry?.({ error, attempt, delay })
      await clock.sleep(delay, signal)
    }
  }
}

/**
 * Milliseconds to wait after the failed try number `attempt`, counted from 1.
 */
export function retryDelay(
  attempt: number,
  options: Pick<RetryOptions, 'delay' | 'maximumDelay' | 'random'> = {},
): number {
  const { delay = 150, maximumDelay = 5000, random = Math.random } = options
  const limit = Math.min(maximumDelay, delay * 2 ** (attempt - 1))
  return Math.round(limit / 2 + (random() * limit) / 2)
}

function isRetryable(error: unknown): boolean {
  return AichainError.isInstance(error) && error.isRetryable
}
