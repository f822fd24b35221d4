import { create, type KuboRPCClient } from 'kubo-rpc-client'
import { CID } from 'multiformats/cid'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import {
  type IpfsServer,
  type IpfsServerOptions,
  startIpfsServer,
} from '../src/index.js'

const text = (value: string) => new TextEncoder().encode(value)
const hello = CID.parse(
  'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq',
)

/** The profile unixfs-v1-2025. */
const profile = {
  cidVersion: 1,
  rawLeaves: true,
  chunker: 'size-1048576',
  maxFileLinks: 1024,
} as const

/** The machine may be busy. */
const patient = { timeout: 20_000 }

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) items.push(item)
  return items
}

async function start(options: IpfsServerOptions = {}) {
  const server = await startIpfsServer(options)
  onTestFinished(server.stop)
  return server
}

let server: IpfsServer
let client: KuboRPCClient

beforeEach(async () => {
  server = await start()
  client = create({ url: server.rpcUrl })
})

describe('the RPC', () => {
  // The same questions are held against a real Kubo in ./kubo.
  it('adds a folder and gives it back', async () => {
    const files = [
      { path: 'pets/cat.txt', content: text('meow') },
      { path: 'pets/deep/large.bin', content: new Uint8Array(3_000_000) },
      { path: 'pets/void' },
    ]
    const added = await all(client.addAll(files, profile))
    expect(added.map(({ path }) => path)).toEqual([
      'pets/cat.txt',
      'pets/deep/large.bin',
      'pets/void',
      'pets/deep',
      'pets',
    ])
    const { cid } = added.at(-1) as { cid: CID }
    const cat = await all(client.cat(`${cid}/cat.txt`))
    expect(Buffer.concat(cat).toString()).toBe('meow')
    const names = (await all(client.ls(`/ipfs/${cid}`))).map(
      ({ name, type }) => `${name} ${type}`,
    )
    expect(names).toEqual(['cat.txt file', 'deep dir', 'void dir'])
  })

  it('tells the progress while the upload goes on', async () => {
    const seen: number[] = []
    const content = (async function* () {
      for (let sent = 0; sent < 6; sent += 1) {
        yield new Uint8Array(500_000)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    })()
    const progress = (bytes: number) => seen.push(bytes)
    await client.add({ path: 'a', content }, { ...profile, progress })
    expect(seen.at(-1)).toBe(3_000_000)
    expect(seen.length).toBeGreaterThan(3)
  })

  it('answers a command that it does not have with 404', async () => {
    const url = `${server.rpcUrl}/api/v0/swarm/peers`
    expect((await fetch(url, { method: 'POST' })).status).toBe(404)
  })

  it('refuses what it would have to leave out of a CID', async () => {
    const file = { path: 'a', content: text('x') }
    const refused = [
      client.add({ ...file, mode: 0o600 }),
      client.add({ ...file, mtime: { secs: 5n } }),
      client.add(file, { trickle: true }),
    ]
    for (const result of await Promise.allSettled(refused)) {
      expect(result.status).toBe('rejected')
      const { reason } = result as PromiseRejectedResult
      expect(reason.message).toMatch(/^the option "\w+" is not supported here$/)
    }
  })

  it('fails an archive whose beginning is there and whose rest is not', async () => {
    const files = [
      { path: 'd/a', content: text('a') },
      { path: 'd/b', content: text('b') },
    ]
    const [a, , root] = await all(client.addAll(files, profile))
    await client.pin.rm(root?.cid as CID)
    await all(client.block.rm(a?.cid as CID))
    const exporting = all(client.dag.export(root?.cid as CID))
    await expect(exporting).rejects.toThrow('terminated')
  })

  it('refuses a file without a name in a wrapper', async () => {
    const adding = client.add(text('x'), { wrapWithDirectory: true })
    await expect(adding).rejects.toThrow('needs a name')
  })

  it('keeps pinned blocks, and what is being written, from collection', async () => {
    const kept = await client.add(text('kept'), profile)
    const litter = await client.block.put(text('litter'))
    let goOn = () => {}
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const slow = (async function* () {
      yield new Uint8Array(9 * 1024 * 1024)
      await held
      yield text('the end')
    })()
    const adding = client.add({ path: 'slow', content: slow }, profile)
    await expect
      .poll(async () => Number((await client.repo.stat()).numObjects), patient)
      .toBeGreaterThan(2)
    const collecting = all(client.repo.gc())
    goOn()
    const { cid } = await adding
    const taken = (await collecting).map(({ cid }) => `${cid}`)
    expect(taken).toEqual([`${litter}`])
    expect((await all(client.cat(cid))).length).toBeGreaterThan(0)
    expect(await client.block.stat(kept.cid)).toBeDefined()
  })

  it('lets no page elsewhere in, unless it is listed', async () => {
    const post = (url: string, origin: string) =>
      fetch(`${url}/api/v0/version`, { method: 'POST', headers: { origin } })
    const local = 'http://localhost:5173'
    const page = await post(server.rpcUrl, local)
    expect(page.headers.get('access-control-allow-origin')).toBe(local)
    const evil = 'https://evil.example'
    expect((await post(server.rpcUrl, evil)).status).toBe(403)
    expect((await post(server.rpcUrl, server.gatewayUrl)).status).toBe(403)

    const open = await start({ allowedOrigins: ['https://app.example'] })
    const app = await post(open.rpcUrl, 'https://app.example')
    expect(app.status).toBe(200)
    expect((await post(open.rpcUrl, local)).status).toBe(403)
  })

  it('answers the preflight of a page that may come in', async () => {
    const headers = {
      origin: 'http://localhost:5173',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    }
    const url = `${server.rpcUrl}/api/v0/add`
    const response = await fetch(url, { method: 'OPTIONS', headers })
    expect(response.status).toBe(204)
    const allowed = response.headers.get('access-control-allow-headers')
    expect(allowed).toBe('content-type')
  })

  it('serves what a fault makes of a block, and breaks off on demand', async () => {
    await client.block.put(text('hello'), { pin: true })
    server.faults.tamper = (cid) => text(`not ${cid.slice(0, 4)}`)
    expect(await client.block.get(hello)).toEqual(text('not bafk'))
    server.faults.tamper = undefined
    server.faults.unreachable = true
    await expect(client.block.get(hello)).rejects.toThrow('fetch failed')
    server.faults.unreachable = false
    server.faults.delay = 100
    const began = Date.now()
    expect(await client.block.get(hello)).toEqual(text('hello'))
    expect(Date.now() - began).toBeGreaterThanOrEqual(99)
  })
})
