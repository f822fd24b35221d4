import { raceSignal, systemClock } from '@aichain/base'
import type { AnyClient } from './any-client.js'
import { headSubscription } from './head-subscription.js'

/** Tells when it is worth looking for a new block. */
export type HeadSignal = {
  /** Resolves when a block may be there; rejects with the signal's reason. */
  readonly wait: () => Promise<void>
  /** Replaces a connection that died, if it did. Call it after a failure. */
  readonly revive: () => Promise<void>
  /** Ends the subscription. */
  readonly close: () => void
}

/** Milliseconds after which even a subscription is not believed to be silent. */
const WATCHDOG = 2000

/**
 * Wakes on the chain's own word where the transport can subscribe, and after
 * `pollingInterval` where it cannot. A subscription is only a hint: it can die
 * without a word, so that a slow poll goes on beside it.
 */
export function headSignal(
  client: AnyClient,
  pollingInterval: number,
  signal: AbortSignal,
): HeadSignal {
  let isAwake = false
  let wake = () => {}
  const subscription = headSubscription(client, () => {
    isAwake = true
    wake()
  })
  return {
    wait: async () => {
      const interval = subscription?.isAlive() ? WATCHDOG : pollingInterval
      if (!isAwake) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve
        })
        await sleepUnless(woken, interval, signal)
      }
      isAwake = false
    },
    revive: async () => subscription?.revive(),
    close: () => subscription?.close(),
  }
}

async function sleepUnless(
  woken: Promise<void>,
  interval: number,
  signal: AbortSignal,
): Promise<void> {
  const timer = new AbortController()
  const slept = systemClock.sleep(interval, timer.signal)
  // It rejects when it is stopped below: that is the end of its work.
  slept.catch(() => {})
  try {
    await raceSignal(Promise.race([woken, slept]), signal)
  } finally {
    timer.abort()
  }
}
