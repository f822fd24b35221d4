import { onAbort, raceSignal } from '@aichain/base'

/**
 * An iterator over a generator that can be ended while it waits. A generator
 * alone cannot: `return` queues behind the step that is being awaited, so that
 * a `break` during a quiet hour would keep a subscription open for that hour.
 *
 * @param signal - Aborting rejects the pending step at once with its reason.
 * @param open - Makes the generator; its signal aborts on both ways out.
 */
export function closable<T>(
  signal: AbortSignal | undefined,
  open: (signal: AbortSignal) => AsyncGenerator<T, void>,
): AsyncIterableIterator<T> {
  const controller = new AbortController()
  const source = open(controller.signal)
  let isClosed = false
  const forget = onAbort(signal, () => controller.abort(signal?.reason))
  const finish = () => {
    isClosed = true
    forget()
    controller.abort()
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    async next() {
      if (isClosed) return { done: true, value: undefined }
      try {
        const result = await raceSignal(source.next(), controller.signal)
        if (result.done) finish()
        return result
      } catch (error) {
        // Closed by `return` while waiting: an end, not a failure.
        if (isClosed) return { done: true, value: undefined }
        finish()
        throw error
      }
    },
    async return() {
      finish()
      // Runs the generator's clean-up if it stands at a `yield`; if it waits,
      // the signal has woken it already and its failure is observed by `next`.
      source.return().catch(() => {})
      return { done: true, value: undefined }
    },
  }
}
