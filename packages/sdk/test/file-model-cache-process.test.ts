import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Cid } from '@aichain/base'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { httpServer } from '../../base/test/http-server.js'
import { seededRandom } from '../../base/test/seeded-random.js'
import { memoryContentStore } from '../src/adapters/memory/content-store.js'
import { bundleEntry } from './bundle-entry.js'

// What a cache promises about processes and disks is checked with real
// processes, real disks, and a gateway that counts what it serves.

const mebibyte = 1_048_576
const size = 12 * mebibyte + 345

let bundles: Awaited<ReturnType<typeof bundleEntry>>[]
let reader: string
let blocks: ReadonlyMap<Cid, Uint8Array>
let file: Cid
let digest: string

beforeAll(async () => {
  bundles = await Promise.all([bundleEntry('node'), bundleEntry('gateway')])
  reader = await writeReader()
  const content = memoryContentStore()
  const random = seededRandom(7)
  const bytes = new Uint8Array(size).map(() => random.below(256))
  const folder = await content.putFolder([{ path: 'model', content: bytes }])
  blocks = content.blocks
  file = folder.files[0]?.cid as Cid
  digest = createHash('sha256').update(bytes).digest('hex')
})

afterAll(() => Promise.all(bundles.map(({ remove }) => remove())))

/** Reads the file through a cache; a line for each chunk, then what came of it. */
async function writeReader(): Promise<string> {
  const [node, gateway] = bundles.map(({ module }) => JSON.stringify(module))
  const path = join(bundles[0]?.folder as string, 'reader.mjs')
  await writeFile(
    path,
    `import { createHash } from 'node:crypto'
     import { fileJournal, fileModelCache } from ${node}
     import { gatewayReader } from ${gateway}
     const [folder, url, cid, options, journalFolder] = process.argv.slice(2)
     const told = []
     const line = (message, { reason } = {}) => told.push(reason ?? message)
     const logger = { debug: line, info: line, warn: line, error: line }
     const cache = fileModelCache({ folder, logger, ...JSON.parse(options) }).lease()
     const content = gatewayReader({ gateways: [url], gatewayTimeout: 1e9 })
     const hash = createHash('sha256')
     for await (const chunk of content.cat(cid, { cache })) {
       hash.update(chunk)
       console.log('chunk')
     }
     await cache.release()
     if (journalFolder) {
       const journal = await fileJournal({ folder: journalFolder })
       await journal.write('vote', 'x'.repeat(100_000))
       await journal.close()
     }
     console.log(JSON.stringify([hash.digest('hex'), told]))
     process.exit()`,
  )
  return path
}

/** Serves blocks, until it is told to fall silent. */
async function gateway() {
  const served: Cid[] = []
  let left = Number.POSITIVE_INFINITY
  const answer = ({ url = '' }: IncomingMessage, response: ServerResponse) => {
    const cid = /[^/]+(?=\?)/.exec(url)?.[0] as Cid
    const bytes = blocks.get(cid)
    if (!bytes) return response.writeHead(404).end()
    if (left <= 0) return response.flushHeaders()
    left -= 1
    served.push(cid)
    return response.end(bytes)
  }
  const { url } = await httpServer(answer)
  return {
    url,
    served,
    bytes: () =>
      served.reduce((sum, cid) => sum + (blocks.get(cid)?.length ?? 0), 0),
    serve: (count: number) => {
      left = count
    },
  }
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-cache-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

const options = (values = {}) => JSON.stringify({ reservedBytes: 0, ...values })

async function run(command: string, args: readonly string[]) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
  }
  return JSON.parse(lines.at(-1) ?? 'null')
}

test('a killed download goes on where it was, with the blocks it lacks', async () => {
  const folder = await temporaryFolder()
  const server = await gateway()
  const args = [reader, folder, server.url, file, options()]
  server.serve(8)
  const child = spawn(process.execPath, args)
  let chunks = 0
  for await (const _ of createInterface({ input: child.stdout })) {
    chunks += 1
    // The root, and seven parts: the gateway says nothing more.
    if (chunks === 7) child.kill('SIGKILL')
  }
  expect(chunks).toBe(7)
  const first = [...server.served]
  expect(first).toHaveLength(8)

  server.served.length = 0
  server.serve(Number.POSITIVE_INFINITY)
  expect(await run(process.execPath, args)).toEqual([digest, []])
  expect(server.served.filter((cid) => first.includes(cid))).toEqual([])
  expect(server.served).toHaveLength(blocks.size - 1 - first.length)
  expect(server.bytes()).toBe(size - 7 * mebibyte)

  server.served.length = 0
  expect(await run(process.execPath, args)).toEqual([digest, []])
  expect(server.served).toEqual([])
})

test('killed anywhere, what is there is whole', async () => {
  const folder = await temporaryFolder()
  const server = await gateway()
  const args = [reader, folder, server.url, file, options()]
  for (let turn = 1; turn <= 6; turn += 1) {
    const child = spawn(process.execPath, args)
    let chunks = 0
    for await (const line of createInterface({ input: child.stdout })) {
      chunks += 1
      if (chunks === turn) child.kill('SIGKILL')
      if (line.includes(digest)) break
    }
  }
  // Half-written files may lie about; nothing that was read was damaged.
  expect(await run(process.execPath, args)).toEqual([digest, []])
})

test('two processes share a folder while both download', async () => {
  const folder = await temporaryFolder()
  const server = await gateway()
  const args = [reader, folder, server.url, file, options()]
  const both = [run(process.execPath, args), run(process.execPath, args)]
  expect(await Promise.all(both)).toEqual([
    [digest, []],
    [digest, []],
  ])
  const names = await readdir(folder)
  expect(names).toHaveLength(blocks.size - 1)
  server.served.length = 0
  await run(process.execPath, args)
  expect(server.served).toEqual([])
})

/** A small file system, in a mount namespace that ends with the command. */
const namespace = ['--map-root-user', '--mount', 'sh', '-c']
const mount = (limits: string) => `mount -t tmpfs -o ${limits} tmpfs "$0"`
const canMount = (() => {
  const args = [...namespace, mount('size=64k'), tmpdir()]
  return spawnSync('unshare', args).status === 0
})()

/** Runs the reader on a disk of its own; `before` and `after` are shell commands. */
async function onSmallDisk(parameters: {
  readonly limits: string
  readonly url: string
  readonly options: string
  readonly journal?: boolean
  readonly between?: string
}) {
  const disk = await temporaryFolder()
  const { limits, url, between, journal } = parameters
  const once = '"$@"'
  const script = [mount(limits), once, ...(between ? [between, once] : [])]
  return run('unshare', [
    ...namespace,
    script.join(' && '),
    disk,
    process.execPath,
    reader,
    join(disk, 'models'),
    url,
    file,
    parameters.options,
    ...(journal ? [join(disk, 'journal')] : []),
  ])
}

// Where the system forbids mount namespaces, there is no small disk to fill.
test.skipIf(!canMount).each([
  [
    'out of space',
    'size=5m',
    'the disk is full but for 0 bytes, which are left to others',
  ],
  ['out of files', 'size=64m,nr_inodes=6', 'the disk is full'],
])(
  'a disk %s: the model is read to its end, and one warning says why',
  async (_, limits, reason) => {
    const { url, served } = await gateway()
    const [found, told] = await onSmallDisk({ limits, url, options: options() })
    expect(found).toBe(digest)
    expect(told).toEqual([reason])
    expect(served).toHaveLength(blocks.size - 1)
  },
)

test.skipIf(!canMount)(
  'on a full disk what was kept is used, and the rest fetched',
  async () => {
    const { url, served } = await gateway()
    const disk = { limits: 'size=5m', url, options: options() }
    const [found] = await onSmallDisk({ ...disk, between: 'true' })
    expect(found).toBe(digest)
    const kept = 2 * (blocks.size - 1) - served.length
    expect(kept).toBeGreaterThanOrEqual(4)
  },
)

test.skipIf(!canMount)(
  'the cache leaves the journal its part of the disk',
  async () => {
    const { url } = await gateway()
    const [found, told] = await onSmallDisk({
      limits: 'size=5m',
      url,
      options: options({ reservedBytes: 500_000 }),
      journal: true,
    })
    expect(found).toBe(digest)
    expect(told[0]).toContain('500000 bytes, which are left to others')
  },
)

test.skipIf(!canMount)(
  'a disk that became read-only is still read from',
  async () => {
    const { url, served } = await gateway()
    const [found, told] = await onSmallDisk({
      limits: 'size=64m',
      url,
      options: options(),
      between: 'mount -o remount,ro "$0"',
    })
    expect([found, told]).toEqual([digest, []])
    expect(served).toHaveLength(blocks.size - 1)
  },
)
