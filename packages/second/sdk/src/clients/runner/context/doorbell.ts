import type { Clock } from '@aichain/base'
import { onAbort } from '@aichain/base'

/** A wait that can be cut short. */
export type Doorbell = {
  /** Ends the wait, or the next one if nobody waits now. */
  readonly ring: () => void
  /** Resolves when rung or after `milliseconds`; rejects with the signal's reason. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/**
 * A doorbell for one waiter. A ring is never lost: it is kept until somebody
 * waits. Rings at one moment, as of all events of a block, count as one.
 */
export function doorbell(clock: Clock): Doorbell {
  let isRung = false
  let wake: (() => void) | undefined

  const wait: Doorbell['wait'] = (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const nap = new AbortController()
      const finish = (settle: () => void) => {
        isRung = false
        wake = undefined
        nap.abort()
        forget()
        settle()
      }
      const forget = onAbort(signal, () => finish(() => reject(signal.reason)))
      if (isRung) return finish(resolve)
      wake = () => finish(resolve)
      // The nap rejects only when `finish` ends it.
      clock.sleep(milliseconds, nap.signal).then(wake, () => {})
    })

  return {
    wait,
    ring: () => {
      const isFirst = !isRung
      isRung = true
      // Later, so that what is rung until then is covered by the same waking.
      if (isFirst) queueMicrotask(() => wake?.())
    },
  }
}
