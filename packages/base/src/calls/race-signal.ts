import { onAbort } from './on-abort.js'

/**
 * Settles as `promise` does, unless `signal` aborts first: then rejects at once
 * with the signal's reason, unchanged.
 *
 * The work behind `promise` is not stopped; pass the signal to it as well. Its
 * late rejection is observed here, so it never becomes an unhandled one.
 */
export function raceSignal<T>(
  promise: PromiseLike<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return Promise.resolve(promise)
  return new Promise<T>((resolve, reject) => {
    const release = onAbort(signal, () => reject(signal.reason))
    promise.then(
      (value) => {
        release()
        resolve(value)
      },
      (error) => {
        release()
        reject(error)
      },
    )
  })
}
