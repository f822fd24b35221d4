import type { ConformanceCase } from '@aichain/base/testing'
import { gatewayReader } from '../../src/adapters/gateway/gateway-reader.js'
import { kuboContentStore } from '../../src/adapters/kubo/content-store.js'
import type { ContentStore } from '../../src/ports/content-store.js'
import { contentStoreConformance } from '../../src/testing/content-store-conformance.js'

/**
 * The promises of a content store, over a server that runs: the IPFS server of
 * this repository or a real Kubo.
 */
export function storeCases(server: {
  readonly rpcUrl: string
  readonly gatewayUrl: string
}): ConformanceCase[] {
  const store = kuboContentStore({ url: server.rpcUrl })
  const reader = gatewayReader({ gateways: [server.gatewayUrl] })
  return [
    ...named('kuboContentStore', store),
    ...named('gatewayReader', { ...store, ...reader }),
  ]
}

function named(prefix: string, content: ContentStore): ConformanceCase[] {
  const cases = contentStoreConformance({ open: () => ({ content }) })
  return cases.map((each) => ({ ...each, name: `${prefix}: ${each.name}` }))
}
