import {
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '@aichain/base'
import {
  type Cid,
  cidOf,
  digestFromCid,
  InvalidArgumentError,
} from '@aichain/base'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { handmadeBlocks } from '../../../test/unixfs-blocks.js'
import type { ModelLease } from '../../ports/model-cache.js'
import { contentReader } from '../ipfs/content-reader.js'
import { fileModelCache } from './file-model-cache.js'

let folder: string
let lines: string[]
let logger: Logger

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-cache-'))
  lines = []
  const line = (message: string, facts = {}) =>
    lines.push(`${message} ${JSON.stringify(facts)}`)
  logger = { debug: line, info: line, warn: line, error: line }
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const open = (
  options: { maximumBytes?: number; reservedBytes?: number } = {},
) => fileModelCache({ folder, logger, reservedBytes: 0, ...options })

const block = (seed: number, size = 100) => new Uint8Array(size).fill(seed)
const pathOf = (cid: Cid) =>
  join(folder, `${digestFromCid(cid).slice(2)}.block`)
const exists = (cid: Cid) => stat(pathOf(cid)).then(Boolean, () => false)

async function keep(lease: ModelLease, bytes: Uint8Array): Promise<Cid> {
  const cid = cidOf(bytes)
  await lease.write(cid, bytes)
  return cid
}

test('what was kept is there for the next process', async () => {
  const cid = await keep(open().lease(), block(1))
  expect(await open().lease().read(cid)).toEqual(block(1))
  expect(
    await open()
      .lease()
      .read(cidOf(block(2))),
  ).toBeUndefined()
  expect(lines).toEqual([])
})

test('an empty block is a block', async () => {
  const cid = await keep(open().lease(), new Uint8Array())
  expect(await open().lease().read(cid)).toEqual(new Uint8Array())
})

test('the least recently used makes room, reading counts as use', async () => {
  const cache = open({ maximumBytes: 300 })
  const first = cache.lease()
  const cids: Cid[] = []
  for (const seed of [1, 2, 3]) cids.push(await keep(first, block(seed)))
  await first.release()
  const reading = cache.lease()
  await reading.read(cids[0] as Cid)
  await reading.release()
  await keep(cache.lease(), block(4))
  expect(await Promise.all(cids.map(exists))).toEqual([true, false, true])
})

test('the order of use survives the process', async () => {
  const first = open().lease()
  const cids: Cid[] = []
  for (const seed of [1, 2, 3]) cids.push(await keep(first, block(seed)))
  await open()
    .lease()
    .read(cids[0] as Cid)
  await keep(open({ maximumBytes: 300 }).lease(), block(4))
  expect(await Promise.all(cids.map(exists))).toEqual([true, false, true])
})

test('a model that is in use is not given up for another', async () => {
  const cache = open({ maximumBytes: 300 })
  const used = cache.lease()
  const cids: Cid[] = []
  for (const seed of [1, 2, 3]) cids.push(await keep(used, block(seed)))
  const other = cache.lease()
  const late = await keep(other, block(4))
  await keep(other, block(5))
  expect(await Promise.all([...cids, late].map(exists))).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(lines).toEqual([
    `the model cache keeps no more, the node goes on ${JSON.stringify({
      folder,
      reason: 'models in use fill its limit of 300 bytes',
    })}`,
  ])
  await used.release()
  await keep(cache.lease(), block(6))
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('works again')
})

test('a model larger than the limit is kept in part, and not in circles', async () => {
  const blocks = [1, 2, 3, 4, 5].map((seed) => block(seed))
  const first = open({ maximumBytes: 250 }).lease()
  for (const bytes of blocks) await keep(first, bytes)
  const again = open({ maximumBytes: 250 }).lease()
  const found = []
  for (const bytes of blocks) {
    found.push(Boolean(await again.read(cidOf(bytes))))
    await keep(again, bytes)
  }
  expect(found).toEqual([true, true, false, false, false])
})

test('two models share a block, which stays until both let go', async () => {
  const cache = open({ maximumBytes: 100 })
  const [one, two] = [cache.lease(), cache.lease()]
  const cid = await keep(one, block(1))
  await two.read(cid)
  await one.release()
  await keep(cache.lease(), block(2))
  expect(await exists(cid)).toBe(true)
  await two.release()
  await keep(cache.lease(), block(2))
  expect(await exists(cid)).toBe(false)
})

test('a smaller limit than before is kept at the next start', async () => {
  const lease = open().lease()
  const cids: Cid[] = []
  for (const seed of [1, 2, 3]) cids.push(await keep(lease, block(seed)))
  await open({ maximumBytes: 200 })
    .lease()
    .read(cidOf(block(9)))
  expect(await Promise.all(cids.map(exists))).toEqual([false, true, true])
})

test('space that is reserved for others is not taken', async () => {
  const cache = open({ reservedBytes: Number.MAX_SAFE_INTEGER })
  await keep(cache.lease(), block(1))
  expect(await readdir(folder)).toEqual([])
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('which are left to others')
})

test('a folder that cannot be one is told once and hurts nobody', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  const cache = fileModelCache({ folder: join(file, 'models'), logger })
  for (let turn = 0; turn < 3; turn += 1) {
    const lease = cache.lease()
    const cid = await keep(lease, block(1))
    expect(await lease.read(cid)).toBeUndefined()
    await lease.discard(cid)
    await lease.release()
  }
  const troubles = lines.filter((line) => line.includes('keeps no more'))
  expect(troubles).toHaveLength(1)
  expect(troubles[0]).toContain('the path is not a folder')
})

test('a logger that throws hurts nobody', async () => {
  logger = {
    ...logger,
    warn: () => {
      throw new RangeError('no')
    },
  }
  const lease = open({ maximumBytes: 1 }).lease()
  await keep(lease, block(1))
  await lease.discard(cidOf(block(1)))
})

test('two caches on one folder: what the other deleted is missing, what it wrote is found', async () => {
  const [one, two] = [open().lease(), open().lease()]
  const cid = await keep(one, block(1))
  expect(await two.read(cid)).toEqual(block(1))
  await rm(pathOf(cid))
  expect(await two.read(cid)).toBeUndefined()
  await Promise.all([keep(one, block(2)), keep(two, block(2))])
  expect(await readFile(pathOf(cidOf(block(2))))).toHaveLength(100)
})

test('two caches on one folder keep one limit together', async () => {
  const caches = [open({ maximumBytes: 1600 }), open({ maximumBytes: 1600 })]
  for (let seed = 0; seed < 40; seed += 1) {
    const lease = caches[seed % 2]?.lease() as ModelLease
    await keep(lease, block(seed))
    await lease.release()
  }
  expect((await readdir(folder)).length).toBe(16)
})

test('what a kill left half written is never read, and cleared a minute later', async () => {
  const cid = cidOf(block(1))
  const half = `${pathOf(cid)}.0e1f.tmp`
  await writeFile(half, block(1, 50))
  expect(await open().lease().read(cid)).toBeUndefined()
  expect(await readdir(folder)).toHaveLength(1)
  const old = new Date(Date.now() - 61_000)
  await utimes(half, old, old)
  // Not the cache's, whatever its name ends with.
  await writeFile(join(folder, 'vote.record.0e1f.tmp'), '')
  await utimes(join(folder, 'vote.record.0e1f.tmp'), old, old)
  expect(await open().lease().read(cid)).toBeUndefined()
  expect(await readdir(folder)).toEqual(['vote.record.0e1f.tmp'])
})

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'a limit of %s bytes is refused at once',
  (maximumBytes) => {
    expect(() => open({ maximumBytes })).toThrow(InvalidArgumentError)
    expect(() => open({ reservedBytes: maximumBytes })).toThrow(
      InvalidArgumentError,
    )
  },
)

describe('through a reader', () => {
  const size = 1000

  /** A file of four blocks and its root. */
  function model() {
    const made = handmadeBlocks()
    const leaves = [1, 2, 3, 4].map((seed) => made.raw(block(seed, size)))
    const root = made.node(leaves, [size, size, size, size])
    return { ...made, leaves, root, content: contentReader(made.readBlock) }
  }

  async function read(made: ReturnType<typeof model>): Promise<Uint8Array> {
    const cache = open().lease()
    const chunks: Uint8Array[] = []
    for await (const chunk of made.content.cat(made.root, { cache })) {
      chunks.push(chunk)
    }
    await cache.release()
    return Buffer.concat(chunks)
  }

  test('nothing is fetched twice', async () => {
    const made = model()
    const first = await read(made)
    expect(made.asked).toHaveLength(5)
    expect(await read(made)).toEqual(first)
    expect(made.asked).toHaveLength(5)
  })

  test.each<[string, (path: string) => Promise<void>]>([
    [
      'a flipped bit',
      async (path) => {
        const bytes = await readFile(path)
        bytes[500] = (bytes[500] ?? 0) ^ 1
        await writeFile(path, bytes)
      },
    ],
    ['a cut end', (path) => truncate(path, size - 1)],
    ['an empty file', (path) => truncate(path, 0)],
    ['a long file', (path) => truncate(path, 5_000_000)],
    ['zeros to the end', (path) => writeFile(path, new Uint8Array(size))],
  ])('%s is found out, told and fetched again', async (_, damage) => {
    const made = model()
    const first = await read(made)
    const [, second] = made.leaves as [Cid, Cid]
    await damage(pathOf(second))
    expect(await read(made)).toEqual(first)
    expect(made.asked.slice(5)).toEqual([second])
    expect(lines).toEqual([
      `a kept block was damaged and is fetched again ${JSON.stringify({
        folder,
        block: second,
      })}`,
    ])
    expect(await read(made)).toEqual(first)
    expect(made.asked).toHaveLength(6)
  })

  test('a root that was altered leads nowhere else', async () => {
    const made = model()
    const first = await read(made)
    const other = made.node([made.leaves[3] as Cid], [size])
    const bytes = await made.readBlock(other, {
      signal: new AbortController().signal,
      maximum: size,
    })
    await writeFile(pathOf(made.root), bytes)
    expect(await read(made)).toEqual(first)
  })

  test('documents are kept too, and no longer one passes for one', async () => {
    const made = model()
    const document = made.raw(block(7, 10))
    const cache = open().lease()
    expect(await made.content.get(document, { cache })).toEqual(block(7, 10))
    expect(await made.content.get(document, { cache })).toEqual(block(7, 10))
    expect(made.asked).toEqual([document])
    const long = block(8, 1_500_000)
    await cache.write(cidOf(long), long)
    // The reader beneath decides, as without a cache.
    await made.content.get(cidOf(long), { cache }).catch(() => {})
    expect(made.asked).toEqual([document, cidOf(long)])
  })
})
