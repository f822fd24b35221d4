import type { Cid } from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { contentStoreConformance } from '@aichain/sdk/testing'
import { create } from 'kubo-rpc-client'
import { describe, it } from 'vitest'
import { startIpfsServer } from '../../src/ipfs/server.js'
import { flipFirstByte } from './flip-first-byte.js'

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
      tamper: ({ server }, cid: Cid) => {
        const before = server.faults.tamper ?? ((_, bytes) => bytes)
        server.faults.tamper = (asked, bytes) =>
          asked === cid ? flipFirstByte(bytes) : before(asked, bytes)
      },
      stop: ({ server }) => server.stop(),
    })
    for (const { name, run } of cases) it(name, run)
  })
}
