import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ContentStoreRejectedError } from '@aichain/sdk'
import { kuboContentStore } from '@aichain/sdk/kubo'
import { create } from 'kubo-rpc-client'
import { describe, expect, it, onTestFinished } from 'vitest'
import { PortBusyError } from '../../src/errors/resources.js'
import {
  type IpfsServerOptions,
  startIpfsServer,
} from '../../src/ipfs/server.js'

const text = (value: string) => new TextEncoder().encode(value)

async function start(options: IpfsServerOptions = {}) {
  const server = await startIpfsServer(options)
  onTestFinished(server.stop)
  return server
}

async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-ipfs-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

describe('startIpfsServer', () => {
  it('is what it was after a restart on the same folder', async () => {
    const folder = await temporaryFolder()
    const first = await start({ folder })
    const store = kuboContentStore({ url: first.rpcUrl })
    const cid = await store.put(text('kept'))
    await first.stop()

    const second = await start({ folder })
    expect(second.peerId).toBe(first.peerId)
    const client = create({ url: second.rpcUrl })
    const pins: string[] = []
    for await (const pin of client.pin.ls()) pins.push(`${pin.cid}`)
    expect(pins).toEqual([cid])
    const again = kuboContentStore({ url: second.rpcUrl })
    expect(await again.get(cid)).toEqual(text('kept'))
  })

  it('names a port that is taken, and lets go of the other', async () => {
    const { gatewayUrl, rpcUrl } = await start()
    const taken = (url: string) => Number(new URL(url).port)
    const gatewayPort = taken(gatewayUrl)
    await expect(start({ gatewayPort })).rejects.toThrow(PortBusyError)
    const starting = start({ rpcPort: taken(rpcUrl) })
    await expect(starting).rejects.toThrow('the IPFS RPC')
  })

  it('stops at once in the middle of an upload and a download', async () => {
    const folder = await temporaryFolder()
    const server = await start({ folder })
    const client = create({ url: server.rpcUrl })
    const { cid } = await client.add(new Uint8Array(20_000_000))
    const download = client.cat(cid)[Symbol.asyncIterator]()
    await download.next()
    const endless = (async function* () {
      while (true) {
        yield new Uint8Array(100_000)
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    })()
    const upload = client.add(endless).catch(() => 'broken off')
    const countFiles = async () => {
      const names = await readdir(join(folder, 'blocks'), { recursive: true })
      return names.length
    }
    const before = await countFiles()
    await expect.poll(countFiles, { timeout: 20_000 }).toBeGreaterThan(before)
    await server.stop()
    expect(await upload).toBe('broken off')

    // Whatever was written before the end is whole.
    const blocks = join(folder, 'blocks')
    const written = await countFiles()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await countFiles()).toBe(written)
    const names = await readdir(blocks, { recursive: true })
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('says that the disk is full, and loses nothing that it had', async ({
    skip,
  }) => {
    const folder = await temporaryFolder()
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', folder])
    } catch {
      skip('only root may mount the small disk that this needs')
    }
    try {
      const server = await start({ folder })
      const store = kuboContentStore({ url: server.rpcUrl })
      const kept = await store.put(new Uint8Array(500_000).fill(1))
      const files = [
        { path: 'big', content: new Uint8Array(3_000_000).fill(2) },
      ]
      const putting = store.putFolder(files)
      await expect(putting).rejects.toThrow(ContentStoreRejectedError)
      await expect(putting).rejects.toThrow('no space left on device')
      const bytes = await store.get(kept)
      const digest = createHash('sha256').update(bytes).digest('hex')
      expect(digest).toBe(
        createHash('sha256')
          .update(new Uint8Array(500_000).fill(1))
          .digest('hex'),
      )
      await server.stop()
    } finally {
      execFileSync('umount', [folder])
    }
  })
})
