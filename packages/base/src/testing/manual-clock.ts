import { onAbort } from '../calls/on-abort.js'
import type { Clock } from '../ports/clock.js'

/** A clock that stands still until it is told to move. */
export type ManualClock = Clock & {
  /**
   * Moves time forward, waking every sleeper when its moment comes, in order.
   * Sleeps that a woken sleeper starts count too, if they end in time.
   */
  readonly advance: (milliseconds: number) => Promise<void>
  /** How many sleep now. */
  readonly sleeping: () => number
  /** Resolves once at least `count` sleep. */
  readonly whenSleeping: (count?: number) => Promise<void>
}

type Sleeper = { readonly wakeAt: number; readonly wake: () => void }

/**
 * Time under a test's control: nothing waits in earnest, nothing is flaky.
 *
 * @param options - `now`: milliseconds since the epoch at the start.
 *
 * @example
 * ```ts
 * import { manualClock } from '@aichain/base/testing'
 *
 * const clock = manualClock({ now: 1_700_000_000_000 })
 * const nap = clock.sleep(60_000)
 * await clock.advance(60_000)
 * await nap
 * ```
 */
export function manualClock(
  options: { readonly now?: number | undefined } = {},
): ManualClock {
  let now = options.now ?? 1_700_000_000_000
  const sleepers = new Set<Sleeper>()
  const watchers = new Set<() => void>()

  const sleep: Clock['sleep'] = (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const wake = () => {
        sleepers.delete(sleeper)
        forget()
        resolve()
      }
      const sleeper = { wakeAt: now + Math.max(0, milliseconds), wake }
      sleepers.add(sleeper)
      const forget = onAbort(signal, () => {
        sleepers.delete(sleeper)
        reject(signal?.reason)
      })
      for (const watcher of watchers) watcher()
    })

  const advance = async (milliseconds: number) => {
    const target = now + milliseconds
    await settle()
    for (;;) {
      const next = earliest(sleepers)
      if (!next || next.wakeAt > target) break
      now = Math.max(now, next.wakeAt)
      next.wake()
      await settle()
    }
    now = target
  }

  const whenSleeping = (count = 1) =>
    new Promise<void>((resolve) => {
      const check = () => {
        if (sleepers.size < count) return
        watchers.delete(check)
        resolve()
      }
      watchers.add(check)
      check()
    })

  return {
    now: () => now,
    sleep,
    advance,
    sleeping: () => sleepers.size,
    whenSleeping,
  }
}

function earliest(sleepers: ReadonlySet<Sleeper>): Sleeper | undefined {
  let first: Sleeper | undefined
  for (const sleeper of sleepers) {
    if (!first || sleeper.wakeAt < first.wakeAt) first = sleeper
  }
  return first
}

/** A turn of the event loop, so that whoever was woken can go on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
