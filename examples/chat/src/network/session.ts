import { type ChainReader, ConsensusReader, TaskClient } from '@aichain/sdk'
import { viemChainReader } from '@aichain/sdk/viem'
import {
  type Chain,
  type Client,
  createClient,
  defineChain,
  http,
  type Transport,
  webSocket,
} from 'viem'
import { openContent, type PageContent } from './content.js'
import { type Network, networkName } from './network.js'

/** A network, opened: what the page reads from, before anybody signs. */
export type Session = {
  readonly network: Network
  readonly client: Client<Transport, Chain>
  readonly chain: ChainReader
  readonly content: PageContent
  readonly reader: ConsensusReader
  /** Quotes, and follows tasks: that takes no wallet. */
  readonly tasks: TaskClient
}

/** Opens a network. Nothing is asked of it yet. */
export function openSession(network: Network): Session {
  const { deployment, rpcUrl, wsUrl } = network
  const client = createClient({
    chain: chainOf(network),
    transport: wsUrl === undefined ? http(rpcUrl) : webSocket(wsUrl),
  })
  const chain = viemChainReader({ client, deployment })
  const content = openContent(network)
  const reader = new ConsensusReader({ chain, content })
  const tasks = new TaskClient({ chain, content })
  return { network, client, chain, content, reader, tasks }
}

function chainOf(network: Network): Chain {
  const { deployment, rpcUrl } = network
  return defineChain({
    id: deployment.chainId,
    name: networkName(network),
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
}
