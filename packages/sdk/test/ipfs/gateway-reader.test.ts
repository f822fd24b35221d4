import type { Cid } from '@aichain/base'
import { type IpfsServer, startIpfsServer } from '@aichain/ipfs-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { gatewayReader } from '../../src/adapters/gateway/gateway-reader.js'
import { kuboContentStore } from '../../src/adapters/kubo/content-store.js'
import {
  ContentNotFoundError,
  ContentStoreUnreachableError,
  ContentTamperedError,
} from '../../src/errors/content.js'
import { contentStoreConformance } from '../../src/testing/content-store-conformance.js'
import { flipFirstByte, tamperWith } from './tamper-with.js'

const MEBIBYTE = 1024 * 1024
const large = Uint8Array.from(
  { length: 5 * MEBIBYTE + 1 },
  (_, index) => (index * 31) >> 7,
)

async function open() {
  const server = await startIpfsServer()
  const store = kuboContentStore({ url: server.rpcUrl })
  const reader = gatewayReader({ gateways: [server.gatewayUrl] })
  const content = { ...store, ...reader }
  return { server, content, dispose: server.stop }
}

describe('gatewayReader over the IPFS server', () => {
  const cases = contentStoreConformance({
    open,
    tamper: ({ server }, cid) => tamperWith(server, cid),
    stop: ({ server }) => server.stop(),
  })
  for (const { name, run } of cases) it(name, run)
})

/** Several servers with the same file of six blocks. */
async function replicas(count: number) {
  const servers: IpfsServer[] = []
  let cid = '' as Cid
  for (let index = 0; index < count; index += 1) {
    const server = await startIpfsServer()
    onTestFinished(server.stop)
    servers.push(server)
    const store = kuboContentStore({ url: server.rpcUrl })
    const { files } = await store.putFolder([{ path: 'f', content: large }])
    cid = files[0]?.cid as Cid
  }
  const gateways = servers.map(({ gatewayUrl }) => gatewayUrl)
  return { servers, cid, gateways }
}

async function read(source: AsyncIterable<Uint8Array>) {
  const chunks: Uint8Array[] = []
  for await (const chunk of source) chunks.push(chunk)
  return Buffer.compare(Buffer.concat(chunks), large) === 0
}

describe('a file of several blocks', () => {
  it('is whole though each gateway fails at another point', async () => {
    const { servers, cid, gateways } = await replicas(3)
    const [lying, dying, good] = servers
    let asked = 0
    const faults = [lying?.faults, dying?.faults]
    if (faults[0]) faults[0].tamper = (_, bytes) => flipFirstByte(bytes)
    if (faults[1]) {
      faults[1].tamper = (_, bytes) => {
        asked += 1
        if (asked === 3 && dying) dying.faults.unreachable = true
        return bytes
      }
    }
    const reader = gatewayReader({ gateways })
    expect(await read(reader.cat(cid))).toBe(true)
    expect(asked).toBeGreaterThan(1)
    expect(good).toBeDefined()
  })

  it('comes from the next gateway when one is too slow', async () => {
    const { servers, cid, gateways } = await replicas(2)
    if (servers[0]) servers[0].faults.delay = 60_000
    const reader = gatewayReader({ gateways, gatewayTimeout: 3000 })
    expect(await read(reader.cat(cid))).toBe(true)
  })

  it('is not yielded beyond the block that is wrong', async () => {
    const { servers, cid, gateways } = await replicas(1)
    const faults = servers[0]?.faults
    if (faults) {
      faults.tamper = (asked, bytes) =>
        asked.startsWith('bafkrei') && bytes.length === 1
          ? flipFirstByte(bytes)
          : bytes
    }
    let seen = 0
    const reading = (async () => {
      const reader = gatewayReader({ gateways })
      for await (const chunk of reader.cat(cid)) seen += chunk.length
    })()
    await expect(reading).rejects.toThrow(ContentTamperedError)
    expect(seen).toBe(5 * MEBIBYTE)
  })

  it('is told as unreachable, or as missing, by name of each gateway', async () => {
    const { servers, cid, gateways } = await replicas(1)
    const empty = await startIpfsServer()
    onTestFinished(empty.stop)
    const reader = gatewayReader({ gateways: [empty.gatewayUrl] })
    await expect(read(reader.cat(cid))).rejects.toThrow(ContentNotFoundError)

    await servers[0]?.stop()
    const both = gatewayReader({ gateways: [...gateways, empty.gatewayUrl] })
    const error = await read(both.cat(cid)).catch((error) => error)
    expect(error).toBeInstanceOf(ContentStoreUnreachableError)
    for (const url of [...gateways, empty.gatewayUrl]) {
      expect(error.message).toContain(url)
    }
  })
})
