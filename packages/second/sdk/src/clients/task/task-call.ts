import { type CallOptions, type CallSignal, callSignal } from '@aichain/base'
import type { TaskContext } from './context.js'

/** One signal for all of a call, and the caller's own to tell an abort from a time-out. */
export type TaskCall = CallSignal & {
  readonly outer: AbortSignal | undefined
}

/** Starts the time of a call; release it in a `finally`. */
export function openCall(
  { clock }: Pick<TaskContext, 'clock'>,
  operation: string,
  { signal: outer, timeout }: Omit<CallOptions, 'onProgress'>,
): TaskCall {
  const call = callSignal({ signal: outer, timeout, clock, operation })
  return { ...call, outer }
}
