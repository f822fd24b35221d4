import type { Clock } from '../ports/clock.js'
import { callSignal } from './call-signal.js'
import { raceSignal } from './race-signal.js'

/**
 * Runs `work` under the caller's signal and timeout: rejects at once with the
 * signal's reason, or with `OperationTimeoutError`, even if `work` is deaf to
 * the signal it is handed. Leaves no timer and no listener behind.
 */
export async function withTimeout<T>(
  options: {
    readonly signal?: AbortSignal | undefined
    readonly timeout?: number | undefined
    readonly operation?: string | undefined
    readonly clock?: Clock | undefined
  },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal, release } = callSignal(options)
  try {
    signal.throwIfAborted()
    return await raceSignal(work(signal), signal)
  } finally {
    release()
  }
}
