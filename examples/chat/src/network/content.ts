import type { ContentStore } from '@aichain/sdk'
import { gatewayReader } from '@aichain/sdk/gateway'
import type { Network } from './network.js'
import { putBlock } from './put-block.js'

/** What a task needs of IPFS: reading is verified here, writing is one block. */
export type PageContent = Pick<ContentStore, 'get' | 'cat' | 'put'>

/** Reads through the gateway, hashing every block, and writes through the RPC. */
export function openContent({ gatewayUrl, ipfsRpcUrl }: Network): PageContent {
  return {
    ...gatewayReader({ gateways: [gatewayUrl] }),
    put: (bytes, options) => putBlock(ipfsRpcUrl, bytes, options),
  }
}
