import { resolve } from 'node:path'
import type { Logger } from '@aichain/base'
import {
  type Cid,
  digestFromCid,
  InvalidArgumentError,
  silentLogger,
} from '@aichain/base'
import type { ModelCache, ModelLease } from '../../ports/model-cache.js'
import { type BlockFiles, blockFiles } from './block-files.js'
import { type BlockShelf, blockShelf } from './block-shelf.js'
import { type CacheReport, cacheReport } from './cache-report.js'
import { diskFailure } from './disk-failure.js'

const gibibyte = 1024 ** 3

/** Where models are kept, and how much of the disk they may take. */
export type FileModelCacheOptions = {
  /** Made if it is missing. Several processes may share it, and its limit. */
  readonly folder: string
  /** Bytes that the kept blocks may have together. Default 10 GiB. */
  readonly maximumBytes?: number | undefined
  /**
   * Bytes of the disk that are left free for others, such as the journal, which
   * a node cannot vote without. Default 1 GiB.
   */
  readonly reservedBytes?: number | undefined
  /** Told once when the cache stops being of use, and why. Default: nobody. */
  readonly logger?: Logger | undefined
}

/**
 * Keeps models in a folder, so that a restart does not download them again.
 *
 * Every block of a model is a file of its own, named by its digest, and appears
 * whole or not at all: a download that was killed goes on where it was, and
 * altered bytes are found out, deleted and fetched again. When the limit is
 * reached, what no loaded model uses makes room, least recently used first. A
 * full disk, a folder of another user and the like are reported to `logger`;
 * the node goes on without what could not be kept.
 *
 * Errors at once: `InvalidArgumentError`. Its calls never reject.
 *
 * @example
 * ```ts
 * import { type Chain, type Cid, type ContentStore, NodeRunner } from '@aichain/sdk'
 * import { fileJournal, fileModelCache } from '@aichain/sdk/node'
 * import { onnxEngine } from '@aichain/sdk/onnx'
 *
 * async function open(chain: Chain, content: ContentStore, model: Cid) {
 *   const modelCache = fileModelCache({ folder: './models', maximumBytes: 20e9 })
 *   const journal = await fileJournal({ folder: './journal' })
 *   const engine = onnxEngine()
 *   return new NodeRunner({ chain, content, engine, journal, modelCache, model })
 * }
 * ```
 */
export function fileModelCache(options: FileModelCacheOptions): ModelCache {
  const { maximumBytes = 10 * gibibyte, reservedBytes = gibibyte } = options
  checkBytes('maximumBytes', maximumBytes)
  checkBytes('reservedBytes', reservedBytes)
  const folder = resolve(options.folder)
  const cache: Cache = {
    files: blockFiles(folder),
    shelf: blockShelf(),
    report: cacheReport(folder, options.logger ?? silentLogger),
    maximumBytes,
    reservedBytes,
    unlooked: Number.POSITIVE_INFINITY,
    usedAt: 0,
  }
  let tail: Promise<unknown> = Promise.resolve()
  /** One after the other, so that the sum is always the true one. */
  const inTurn: InTurn = (work) => {
    const turn = tail.then(work).catch((error) => {
      cache.report.failed(diskFailure(error))
      return undefined
    })
    tail = turn
    return turn
  }
  return { lease: () => openLease(cache, inTurn) }
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T | undefined>

type Cache = {
  readonly files: BlockFiles
  readonly shelf: BlockShelf
  readonly report: CacheReport
  readonly maximumBytes: number
  readonly reservedBytes: number
  /** Bytes written since the folder was last looked at. */
  unlooked: number
  /** The last time given to a block: strictly rising, so that it is an order. */
  usedAt: number
}

function openLease(cache: Cache, inTurn: InTurn): ModelLease {
  const { files, shelf, report } = cache
  const held = new Set<string>()
  let isReleased = false
  /** Once something could not be kept, the rest is not tried. */
  let isSpent = false
  // Another process may have changed the folder since the last model.
  cache.unlooked = Number.POSITIVE_INFINITY

  const hold = (name: string) => {
    if (isReleased || held.has(name)) return
    held.add(name)
    shelf.hold(name)
  }
  const keep = async (name: string, bytes: Uint8Array) => {
    await lookAround(cache)
    if (!shelf.has(name)) {
      const lack = await makeRoom(cache, bytes.length)
      if (lack) {
        isSpent = true
        report.failed(lack)
        return
      }
      await store(cache, name, bytes)
    }
    hold(name)
    report.worked()
  }
  return {
    read: (block) =>
      inTurn(async () => {
        const name = nameOf(block)
        const bytes = await fetchKept(cache, name)
        if (bytes) hold(name)
        return bytes
      }),
    write: (block, bytes) =>
      inTurn(async () => {
        if (isSpent) return
        await keep(nameOf(block), bytes).catch((error) => {
          isSpent = true
          throw error
        })
      }),
    discard: (block) =>
      inTurn(async () => {
        const name = nameOf(block)
        report.damaged(block)
        shelf.forget(name)
        await files.remove(name)
      }),
    release: async () => {
      isReleased = true
      await inTurn(() => letGo(cache, held))
    },
  }
}

const nameOf = (block: Cid): string => digestFromCid(block).slice(2)

async function fetchKept(
  cache: Cache,
  name: string,
): Promise<Uint8Array | undefined> {
  await lookAround(cache)
  const bytes = await cache.files.read(name)
  if (bytes) await use(cache, name, bytes.length)
  else cache.shelf.forget(name)
  return bytes
}

/** Counts a block as just used, on the disk too, for the next process. */
async function use(cache: Cache, name: string, size: number): Promise<void> {
  cache.shelf.put(name, size)
  const usedAt = nextTime(cache)
  // Gone, or on a read-only disk: then the order is a little worse.
  await cache.files.touch({ name, usedAt }).catch(() => {})
}

async function store(
  cache: Cache,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const { files, shelf } = cache
  const { length: size } = bytes
  await files.write({ name, size, usedAt: nextTime(cache) }, bytes)
  shelf.put(name, size)
  cache.unlooked += size
}

/**
 * Deletes what was not used for longest until `size` more bytes may be written.
 * Says what is in the way if that cannot be.
 */
async function makeRoom(
  cache: Cache,
  size: number,
): Promise<string | undefined> {
  const { files, shelf, maximumBytes, reservedBytes } = cache
  const overLimit = shelf.total() + size - maximumBytes
  const overDisk = reservedBytes + size - (await files.freeBytes())
  const victims = shelf.victims(Math.max(overLimit, overDisk))
  if (victims) {
    await evict(cache, victims)
    return undefined
  }
  return overLimit >= overDisk
    ? `models in use fill its limit of ${maximumBytes} bytes`
    : `the disk is full but for ${reservedBytes} bytes, which are left to others`
}

async function evict(
  { files, shelf }: Cache,
  victims: readonly string[],
): Promise<void> {
  for (const name of victims) {
    await files.remove(name)
    shelf.forget(name)
  }
}

/**
 * Looks at what the folder holds now and then, since other processes write to
 * it too; how far the limit can be exceeded meanwhile is a sixteenth for each.
 */
async function lookAround(cache: Cache): Promise<void> {
  const { files, shelf, report, maximumBytes } = cache
  if (cache.unlooked < maximumBytes / 16) return
  const blocks = await files.list()
  shelf.replace(blocks)
  cache.usedAt = Math.max(cache.usedAt, blocks.at(-1)?.usedAt ?? 0)
  cache.unlooked = 0
  const excess = shelf.victims(shelf.total() - maximumBytes) ?? []
  // What cannot be deleted can still be read.
  await evict(cache, excess).catch((error) => {
    report.failed(diskFailure(error))
  })
}

async function letGo(cache: Cache, held: Set<string>): Promise<void> {
  const { shelf, files } = cache
  for (const name of held) {
    shelf.letGo(name)
    if (!shelf.has(name)) continue
    shelf.use(name)
    const usedAt = nextTime(cache)
    await files.touch({ name, usedAt }).catch(() => {})
  }
  held.clear()
}

function nextTime(cache: Cache): number {
  cache.usedAt = Math.max(Date.now(), Math.floor(cache.usedAt) + 1)
  return cache.usedAt
}

function checkBytes(argument: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return
  const expected = 'a whole number of bytes'
  throw new InvalidArgumentError({ argument, expected, actual: value })
}
