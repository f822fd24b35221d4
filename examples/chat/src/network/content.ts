import type { ContentStore } from '@aichain/sdk'
import { gatewayReader } from '@aichain/sdk/gateway'
import { blockPutter } from '@aichain/sdk/put-block'
import type { Network } from './network.js'

/** What a task needs of IPFS: reading is verified here, writing is one block. */
export type PageContent = Pick<ContentStore, 'get' | 'cat' | 'put'>

/** Reads through the gateway, hashing every block, and writes through the RPC. */
export function openContent({ gatewayUrl, ipfsRpcUrl }: Network): PageContent {
  return {
    ...gatewayReader({ gateways: [gatewayUrl] }),
    ...blockPutter({ url: ipfsRpcUrl }),
  }
}
