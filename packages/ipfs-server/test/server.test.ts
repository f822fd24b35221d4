import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AichainError,
  InvalidArgumentError,
  OperationTimeoutError,
} from '@aichain/base'
import { create } from 'kubo-rpc-client'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  type IpfsServerOptions,
  PortBusyError,
  StorageFailedError,
  StorageFullError,
  startIpfsServer,
} from '../src/index.js'
import { noise } from './kubo/fixtures.js'

const text = (value: string) => new TextEncoder().encode(value)

async function start(options: IpfsServerOptions = {}) {
  const server = await startIpfsServer(options)
  onTestFinished(server.stop)
  return server
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = await startIpfsServer()
  await server.stop()
  return Number(new URL(server.rpcUrl).port)
}

async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-ipfs-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/**
 * A folder whose start hangs: nobody writes what it reads. Opened for reading
 * too, the pipe neither waits for the start nor breaks when that has gone.
 */
async function hangingFolder() {
  const folder = await temporaryFolder()
  const pipe = join(folder, 'public-key')
  execFileSync('mkfifo', [pipe])
  const release = () => writeFile(pipe, 'AAAA', { flag: 'r+' })
  return { folder, release }
}

describe('startIpfsServer', () => {
  it('is what it was after a restart on the same folder', async () => {
    const folder = await temporaryFolder()
    const first = await start({ folder })
    const cid = await create({ url: first.rpcUrl }).block.put(text('kept'), {
      pin: true,
    })
    await first.stop()

    const second = await start({ folder })
    expect(second.peerId).toBe(first.peerId)
    const client = create({ url: second.rpcUrl })
    const pins: string[] = []
    for await (const pin of client.pin.ls()) pins.push(`${pin.cid}`)
    expect(pins).toEqual([`${cid}`])
    expect(await client.block.get(cid)).toEqual(text('kept'))
  })

  it('names a port that is taken, and lets go of the other', async () => {
    const { gatewayUrl, rpcUrl } = await start()
    const taken = (url: string) => Number(new URL(url).port)
    const gatewayPort = taken(gatewayUrl)
    await expect(start({ gatewayPort })).rejects.toThrow(PortBusyError)
    const starting = start({ rpcPort: taken(rpcUrl) })
    await expect(starting).rejects.toThrow('the IPFS RPC')
  })

  it('names a port that is none, before it opens anything', async () => {
    for (const port of [-1, 65_536, 1.5, Number.NaN]) {
      const starting = start({ rpcPort: port })
      await expect(starting).rejects.toThrow(InvalidArgumentError)
      await expect(starting).rejects.toThrow("'rpcPort'")
    }
  })

  it('names a folder that it may not use', async () => {
    const folder = join(await temporaryFolder(), 'file')
    await writeFile(folder, 'no folder')
    const error = await start({ folder }).catch((error) => error)
    expect(error).toBeInstanceOf(StorageFailedError)
    expect(AichainError.isInstance(error)).toBe(true)
    expect(error.message).toContain(folder)
  })

  it('gives a start up at once, and lets go of its ports', async () => {
    const rpcPort = await freePort()
    const hanging = await hangingFolder()
    const late = start({ folder: hanging.folder, rpcPort, timeout: 50 })
    await expect(late).rejects.toThrow(OperationTimeoutError)
    await hanging.release()

    const { folder, release } = await hangingFolder()
    const controller = new AbortController()
    const { signal } = controller
    const aborted = start({ folder, rpcPort, signal })
    controller.abort('enough')
    await expect(aborted).rejects.toBe('enough')
    await release()

    // What was given up has listened meanwhile, and has let go.
    const again = () =>
      start({ rpcPort }).then(
        ({ rpcUrl }) => rpcUrl,
        () => 'not yet',
      )
    await expect
      .poll(again, { timeout: 20_000 })
      .toBe(`http://127.0.0.1:${rpcPort}`)
  })

  it('may be stopped twice', async () => {
    const server = await start()
    await Promise.all([server.stop(), server.stop()])
    await server.stop()
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
      const told: Error[] = []
      const onStorageFailure = (error: Error) => told.push(error)
      const server = await start({ folder, onStorageFailure })
      const client = create({ url: server.rpcUrl })
      const small = new Uint8Array(500_000).fill(1)
      const kept = await client.block.put(small, { pin: true })
      const adding = client.add({ path: 'big', content: noise(3_000_000) })
      await expect(adding).rejects.toThrow('no space left on device')
      expect(told.at(-1)).toBeInstanceOf(StorageFullError)
      expect(told.at(-1)?.message).toContain(folder)
      const bytes = await client.block.get(kept)
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
