import type { Clock } from '../ports/clock.js'
import { onAbort } from './on-abort.js'

/**
 * The machine's own clock and timers: the default wherever a client or an
 * adapter accepts a `Clock`.
 *
 * It lives here, not among the adapters, because clients need it as a default
 * and clients never import adapters; it uses nothing but language globals.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep,
}

/** Longest delay that timers keep; a larger one would fire at once. */
const maximumDelay = 2 ** 31 - 1

async function sleep(
  milliseconds: number,
  signal?: AbortSignal,
): Promise<void> {
  let left = milliseconds
  for (; left > maximumDelay; left -= maximumDelay) {
    await timer(maximumDelay, signal)
  }
  await timer(left, signal)
}

function timer(
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const handle = setTimeout(() => {
      forget()
      resolve()
    }, milliseconds)
    const forget = onAbort(signal, () => {
      clearTimeout(handle)
      reject(signal?.reason)
    })
  })
}
