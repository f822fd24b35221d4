// The SDK's content store and gateway reader over a running server: the same
// promises that every adapter keeps.
import { gatewayReader } from '@aichain/sdk/gateway'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { contentStoreConformance } from '@aichain/sdk/testing'

/** @param {{ rpcUrl: string, gatewayUrl: string }} server */
export function storeCases({ rpcUrl, gatewayUrl }) {
  const store = kuboContentStore({ url: rpcUrl })
  const reader = gatewayReader({ gateways: [gatewayUrl] })
  const named = (prefix, content) =>
    contentStoreConformance({ open: () => ({ content }) }).map((each) => ({
      ...each,
      name: `${prefix}: ${each.name}`,
    }))
  return [
    ...named('kuboContentStore', store),
    ...named('gatewayReader', { ...store, ...reader }),
  ]
}
