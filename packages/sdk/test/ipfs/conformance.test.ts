import { startIpfsServer } from '@aichain/ipfs-server'
import { create } from 'kubo-rpc-client'
import { describe, it } from 'vitest'
import { kuboContentStore } from '../../src/adapters/kubo/content-store.js'
import { contentStoreConformance } from '../../src/testing/content-store-conformance.js'
import { tamperWith } from './tamper-with.js'

async function open(how: 'url' | 'client') {
  const server = await startIpfsServer()
  const url = server.rpcUrl
  const content = kuboContentStore(
    how === 'url' ? { url } : { client: create({ url }) },
  )
  return { server, content, dispose: server.stop }
}

for (const how of ['url', 'client'] as const) {
  describe(`kuboContentStore({ ${how} }) over the IPFS server`, () => {
    const cases = contentStoreConformance({
      open: () => open(how),
      tamper: ({ server }, cid) => tamperWith(server, cid),
      stop: ({ server }) => server.stop(),
    })
    for (const { name, run } of cases) it(name, run)
  })
}
