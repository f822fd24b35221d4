import {
  type Account,
  type Chain,
  type Client,
  createClient,
  SocketClosedError,
  type Transport,
  type WebSocketTransport,
  webSocket,
} from 'viem'
import { devnetChain } from './devnet-chain.js'

/** viem clients of one devnet, and the end of their connection. */
export type Connection = {
  readonly client: Client<Transport, Chain>
  readonly wallet: (account: Account) => Client<Transport, Chain, Account>
  /** From then on calls fail at once; twice does no harm. */
  readonly close: () => Promise<void>
}

/** Connects to a devnet by WebSocket, so that events arrive as they happen. */
export function connect(network: {
  readonly rpcUrl: string
  readonly wsUrl: string
  readonly blockTime: number
}): Connection {
  const end = new AbortController()
  // viem shares a socket between clients with equal settings. These are ours
  // alone, so that a dApp that closes its own socket does not close the nodes'.
  const transport = closable(
    // A watcher opens a lost socket again; viem itself would do so to the end of
    // its patience even after the chain has ended, and tell the console.
    webSocket(network.wsUrl, { reconnect: false }),
    network.wsUrl,
    end.signal,
  )
  const chain = devnetChain(network)
  // Asked for receipts more often than blocks come; still a handful a second.
  const pollingInterval = Math.min(250, network.blockTime * 250)
  const client = createClient({ chain, transport, pollingInterval })
  return {
    client,
    wallet: (account) =>
      createClient({ account, chain, transport, pollingInterval }),
    close: async () => {
      if (end.signal.aborted) return
      const rpc = await client.transport.getRpcClient().catch(() => undefined)
      end.abort()
      rpc?.close()
    },
  }
}

/** Once closed, viem would open a new socket for whoever asks next. */
function closable(
  transport: WebSocketTransport,
  url: string,
  end: AbortSignal,
): WebSocketTransport {
  const unlessClosed =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      end.aborted
        ? Promise.reject(new SocketClosedError({ url }))
        : work(...args)

  return (parameters) => {
    const inner = transport(parameters)
    const value = inner.value as NonNullable<typeof inner.value>
    return {
      ...inner,
      // The types of its calls are those of the inner one.
      request: unlessClosed(inner.request) as typeof inner.request,
      value: {
        ...value,
        getRpcClient: unlessClosed(value.getRpcClient),
        subscribe: unlessClosed(value.subscribe),
      },
    }
  }
}
