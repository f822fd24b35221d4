import {
  type Account,
  type Chain,
  type Client,
  createClient,
  type Transport,
  type WebSocketTransport,
  webSocket,
} from 'viem'
import { devnetChain } from './devnet-chain.js'

/** viem clients of one devnet, and the end of their connection. */
export type Connection = {
  readonly client: Client<Transport, Chain>
  readonly wallet: (account: Account) => Client<Transport, Chain, Account>
  readonly close: () => Promise<void>
}

/** Connects to a devnet by WebSocket, so that events arrive as they happen. */
export function connect(network: {
  readonly rpcUrl: string
  readonly wsUrl: string
  readonly blockTime: number
}): Connection {
  // viem shares a socket between clients with equal settings. These are ours
  // alone, so that a dApp that closes its own socket does not close the nodes'.
  const transport = webSocket(network.wsUrl, {
    reconnect: { attempts: 20, delay: 500 },
  })
  const chain = devnetChain(network)
  // Asked for receipts more often than blocks come; still a handful a second.
  const pollingInterval = Math.min(250, network.blockTime * 250)
  const client = createClient({ chain, transport, pollingInterval })
  let closing: Promise<void> | undefined
  return {
    client,
    wallet: (account) =>
      createClient({ account, chain, transport, pollingInterval }),
    close: () => {
      // Only once: asked again, viem would open a new socket to close it.
      closing ??= closeSocket(client)
      return closing
    },
  }
}

async function closeSocket(
  client: Client<WebSocketTransport, Chain>,
): Promise<void> {
  const rpc = await client.transport.getRpcClient().catch(() => undefined)
  rpc?.close()
}
