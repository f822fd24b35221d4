import { OperationTimeoutError } from '../errors/operation.js'
import type { Clock } from '../ports/clock.js'
import { onAbort } from './on-abort.js'
import { systemClock } from './system-clock.js'

/** One signal for a call, and the duty to let go of it. */
export type CallSignal = {
  readonly signal: AbortSignal
  /** Stops the timer and forgets the caller's signal. Call it in a `finally`. */
  readonly release: () => void
}

/**
 * The caller's signal and timeout as one signal. It aborts with the caller's
 * own reason, or with an `OperationTimeoutError` once `timeout` ms have passed.
 *
 * `AbortSignal.any` is not used: on Node 20 it keeps every signal it made alive
 * for as long as a long-lived source signal lives.
 *
 * @param options - `operation` names the call in the timeout's message.
 */
export function callSignal(options: {
  readonly signal?: AbortSignal | undefined
  readonly timeout?: number | undefined
  readonly operation?: string | undefined
  readonly clock?: Clock | undefined
}): CallSignal {
  const { signal: outer, timeout, operation = 'The call' } = options
  const { clock = systemClock } = options
  const controller = new AbortController()
  const timer = new AbortController()
  const forget = onAbort(outer, () => controller.abort(outer?.reason))

  if (timeout !== undefined && !controller.signal.aborted) {
    clock.sleep(timeout, timer.signal).then(
      () => controller.abort(new OperationTimeoutError({ operation, timeout })),
      // The sleep rejects only when `release` stops it: nothing to report.
      () => {},
    )
  }
  return {
    signal: controller.signal,
    release: () => {
      timer.abort()
      forget()
    },
  }
}
