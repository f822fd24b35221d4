import type { AnyClient } from './any-client.js'

/** A subscription to new blocks that may or may not be alive. */
export type HeadSubscription = {
  /** Whether it has been established, and nothing was heard of its death. */
  readonly isAlive: () => boolean
  /** Subscribes over a new connection if the old one is dead. */
  readonly revive: () => Promise<void>
  readonly close: () => void
}

/** What viem's WebSocket and IPC transports add to a client's transport. */
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

/** `WebSocket.CLOSED`. */
const CLOSED = 3

/**
 * Subscribes to new blocks, if the client's transport can; `undefined` if not.
 *
 * @param notify - Called for each new block, and when the subscription dies.
 */
export function headSubscription(
  client: AnyClient,
  notify: () => void,
): HeadSubscription | undefined {
  const transport = subscribingTransport(client)
  if (transport === undefined) return undefined
  let isAlive = false
  let isClosed = false
  let unsubscribe: (() => Promise<unknown>) | undefined

  const hear = (isSound: boolean) => {
    isAlive = isSound
    notify()
  }
  const stop = () => {
    // Never settles over a dead socket, and nobody needs its answer.
    unsubscribe?.().catch(() => {})
    unsubscribe = undefined
  }
  const start = async () => {
    try {
      const subscription = await transport.subscribe({
        params: ['newHeads'],
        // viem subscribes again by itself where it reconnects.
        onData: () => hear(true),
        onError: () => hear(false),
      })
      unsubscribe = () => subscription.unsubscribe()
      isAlive = true
      if (isClosed) stop()
    } catch {
      // The poll that goes on meanwhile reports if the chain is away.
      isAlive = false
    }
  }
  // Not awaited: an endpoint that never answers must not stop the poll.
  void start()
  return {
    isAlive: () => isAlive,
    revive: async () => {
      if (!(await discardDeadSocket(transport))) return
      stop()
      void start()
    },
    close: () => {
      isClosed = true
      stop()
    },
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

/**
 * viem gives up a socket after some attempts to reconnect, yet keeps it for
 * whoever asks next. Closing it makes room for a new one.
 */
async function discardDeadSocket(
  transport: SubscribingTransport,
): Promise<boolean> {
  const rpc = await transport.getRpcClient?.().catch(() => undefined)
  if (rpc === undefined || rpc.socket.readyState !== CLOSED) return false
  rpc.close()
  return true
}
