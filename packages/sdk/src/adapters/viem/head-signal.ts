import { raceSignal } from '../../internal/race-signal.js'
import { systemClock } from '../../internal/system-clock.js'
import type { AnyClient } from './connection.js'

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

/** WebSocket and IPC transports of viem. */
type SubscribingTransport = {
  readonly subscribe: (parameters: {
    readonly params: readonly ['newHeads']
    readonly onData: () => void
    readonly onError: (error: unknown) => void
  }) => Promise<{ readonly unsubscribe: () => Promise<unknown> }>
  readonly getRpcClient?: () => Promise<{
    readonly socket: { readonly readyState?: number }
    readonly close: () => void
  }>
}

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
  const transport = subscribingTransport(client)
  let isSubscribed = false
  let isAwake = false
  let wake = () => {}
  let unsubscribe: (() => Promise<unknown>) | undefined

  const notify = () => {
    isAwake = true
    wake()
  }
  const subscribe = async () => {
    try {
      const subscription = await transport?.subscribe({
        params: ['newHeads'],
        onData: () => {
          isSubscribed = true
          notify()
        },
        onError: () => {
          isSubscribed = false
          notify()
        },
      })
      isSubscribed = subscription !== undefined
      unsubscribe = subscription?.unsubscribe
      if (signal.aborted) close()
    } catch {
      // Polling goes on; the poll itself reports if the chain is away.
      isSubscribed = false
    }
  }
  const close = () => {
    // Never resolves over a dead socket, and nobody needs its answer.
    unsubscribe?.().catch(() => {})
    unsubscribe = undefined
  }

  // Not awaited: an endpoint that never answers must not stop the poll.
  void subscribe()
  return {
    wait: async () => {
      if (!isAwake) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve
        })
        const interval = isSubscribed ? WATCHDOG : pollingInterval
        await sleepUnless(woken, interval, signal)
      }
      isAwake = false
    },
    revive: async () => {
      if (await discardDeadSocket(transport)) {
        close()
        void subscribe()
      }
    },
    close,
  }
}

function subscribingTransport(
  client: AnyClient,
): SubscribingTransport | undefined {
  const transport = client.transport as Partial<SubscribingTransport>
  return typeof transport.subscribe === 'function'
    ? (transport as SubscribingTransport)
    : undefined
}

async function sleepUnless(
  woken: Promise<void>,
  interval: number,
  signal: AbortSignal,
): Promise<void> {
  const timer = new AbortController()
  try {
    const slept = systemClock.sleep(interval, timer.signal)
    // The sleep's rejection below is the end of its work.
    slept.catch(() => {})
    await raceSignal(Promise.race([woken, slept]), signal)
  } finally {
    timer.abort()
  }
}

const CLOSED = 3

/**
 * viem gives up a socket after some attempts to reconnect, yet keeps it for
 * whoever asks next. Closing it makes room for a new one.
 */
async function discardDeadSocket(
  transport: SubscribingTransport | undefined,
): Promise<boolean> {
  const rpc = await transport?.getRpcClient?.().catch(() => undefined)
  if (rpc === undefined || rpc.socket.readyState !== CLOSED) return false
  rpc.close()
  return true
}
