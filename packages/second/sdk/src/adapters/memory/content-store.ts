import type { CallOptions, TransferProgress } from '@aichain/base'
import {
  type Cid,
  callSignal,
  cidOf,
  digestFromCid,
  digestOf,
  isCid,
  isRawCid,
  MAXIMUM_DOCUMENT_BYTES,
  raceSignal,
  withTimeout,
} from '@aichain/base'
import { exporter } from 'ipfs-unixfs-exporter'
import { importer } from 'ipfs-unixfs-importer'
import { CID } from 'multiformats/cid'
import {
  ContentNotFoundError,
  ContentStoreUnreachableError,
  ContentTamperedError,
  ContentTooLargeError,
  InvalidCidError,
} from '../../errors/content.js'
import type {
  ContentStore,
  FileSource,
  StoredFile,
  StoredFolder,
} from '../../ports/content-store.js'

/** A content store whose blocks can be inspected, lost and corrupted. */
export type MemoryContentStore = ContentStore & {
  readonly blocks: ReadonlyMap<Cid, Uint8Array>
  readonly pinned: ReadonlySet<Cid>
  /** Loses a block. */
  readonly drop: (cid: Cid) => void
  /** Serves other bytes under a block's CID; by default its own with one bit flipped. */
  readonly tamper: (cid: Cid, bytes?: Uint8Array) => void
  /** From now on every call fails with `ContentStoreUnreachableError`. */
  readonly stop: () => void
  readonly start: () => void
}

/**
 * A `ContentStore` in memory, with the CIDs of the real ones (UnixFS profile
 * `unixfs-v1-2025`) and their mistrust: bytes are hashed as they are read, so
 * that what a test falsifies is found out.
 *
 * @param options - `blocks`: shared by two stores, they are two doors to one
 *   place, each with its own faults.
 *
 * @example
 * ```ts
 * import { memoryContentStore } from '@aichain/sdk/testing'
 *
 * const content = memoryContentStore()
 * const cid = await content.put(new TextEncoder().encode('hello'))
 * content.tamper(cid) // content.get(cid) now rejects with ContentTamperedError
 * ```
 */
export function memoryContentStore(
  options: { readonly blocks?: Map<Cid, Uint8Array> | undefined } = {},
): MemoryContentStore {
  const { blocks = new Map<Cid, Uint8Array>() } = options
  const pinned = new Set<Cid>()
  const state: State = {
    blocks,
    pinned,
    falsified: new Map(),
    isStopped: false,
  }
  return {
    blocks,
    pinned,
    get: (cid, call) => access(state, call, () => getBlock(state, cid, call)),
    cat: (cid, call) =>
      readFile(cid, call, (part) => {
        refuseIfStopped(state)
        return readBlock(state, part)
      }),
    put: (bytes, call) =>
      access(state, call, () => putBlock(state, bytes, call)),
    putFolder: (files, call) =>
      access(state, call, async (signal) => {
        const folder = await importFolder(files, blocks, signal, call)
        pinned.add(folder.root)
        return folder
      }),
    pin: (cid, call) => access(state, call, () => pinBlock(state, cid)),
    drop: (cid) => {
      blocks.delete(cid)
      pinned.delete(cid)
    },
    tamper: (cid, bytes) => {
      state.falsified.set(cid, bytes ?? flipBit(blocks.get(cid)))
    },
    stop: () => {
      state.isStopped = true
    },
    start: () => {
      state.isStopped = false
    },
  }
}

type State = {
  readonly blocks: Map<Cid, Uint8Array>
  readonly pinned: Set<Cid>
  readonly falsified: Map<Cid, Uint8Array>
  isStopped: boolean
}

/** Runs a call under its signal and timeout, unless the store is stopped. */
function access<T>(
  state: State,
  call: Pick<CallOptions, 'signal' | 'timeout'> | undefined,
  work: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  const { signal, timeout } = call ?? {}
  return withTimeout({ signal, timeout }, async (combined) => {
    refuseIfStopped(state)
    return work(combined)
  })
}

function getBlock(
  state: State,
  cid: Cid,
  call: CallOptions<TransferProgress> | undefined,
): Uint8Array {
  if (!isRawCid(cid)) throw invalid(cid, 'it is no raw block')
  const bytes = readBlock(state, cid).slice()
  call?.onProgress?.(progressOf(cid, bytes.length))
  return bytes
}

function readBlock({ blocks, falsified }: State, cid: Cid): Uint8Array {
  const bytes = falsified.get(cid) ?? blocks.get(cid)
  if (!bytes) throw new ContentNotFoundError(failure(cid, 'has no such block'))
  if (digestOf(bytes) === digestFromCid(cid)) return bytes
  throw new ContentTamperedError(failure(cid, 'sent other bytes'))
}

function putBlock(
  { blocks, pinned }: State,
  bytes: Uint8Array,
  call: CallOptions<TransferProgress> | undefined,
): Cid {
  const { length: size } = bytes
  const maximum = MAXIMUM_DOCUMENT_BYTES
  if (size > maximum) throw new ContentTooLargeError({ size, maximum })
  const cid = cidOf(bytes)
  blocks.set(cid, bytes.slice())
  pinned.add(cid)
  call?.onProgress?.(progressOf(cid, size))
  return cid
}

function pinBlock(state: State, cid: Cid): void {
  if (!isCid(cid)) throw invalid(cid, 'it is no CIDv1')
  readBlock(state, cid)
  state.pinned.add(cid)
}

async function* readFile(
  cid: Cid,
  call: CallOptions<TransferProgress> = {},
  readBlock: (cid: Cid) => Uint8Array,
): AsyncGenerator<Uint8Array> {
  if (!isCid(cid)) throw invalid(cid, 'it is no CIDv1')
  const { signal, release } = callSignal({ ...call, operation: 'cat' })
  const blockstore = {
    async *get(part: CID) {
      signal.throwIfAborted()
      yield readBlock(part.toString() as Cid)
    },
  }
  try {
    const entry = await raceSignal(exporter(CID.parse(cid), blockstore), signal)
    if (entry.type !== 'file' && entry.type !== 'raw') {
      throw invalid(cid, 'it is no file')
    }
    const total = Number(entry.size)
    let bytes = 0
    for await (const chunk of entry.content({ signal })) {
      signal.throwIfAborted()
      bytes += chunk.length
      call.onProgress?.({ ...progressOf(cid, bytes), total })
      yield chunk
    }
  } finally {
    release()
  }
}

async function importFolder(
  files: Iterable<FileSource> | AsyncIterable<FileSource>,
  blocks: Map<Cid, Uint8Array>,
  signal: AbortSignal,
  call: CallOptions<TransferProgress> | undefined,
): Promise<StoredFolder> {
  const blockstore = {
    put: async (cid: CID, bytes: unknown) => {
      signal.throwIfAborted()
      blocks.set(cid.toString() as Cid, bytes as Uint8Array)
      return cid
    },
  }
  const stored: StoredFile[] = []
  let root: Cid | undefined
  const options = {
    profile: 'unixfs-v1-2025',
    wrapWithDirectory: true,
  } as const
  for await (const entry of importer(files, blockstore, options)) {
    signal.throwIfAborted()
    const { path = '', unixfs, size } = entry
    const cid = entry.cid.toString() as Cid
    root = cid
    if (path === '' || unixfs?.isDirectory()) continue
    const length = Number(unixfs?.fileSize() ?? size)
    stored.push({ path, cid, size: length })
    call?.onProgress?.({ type: 'transfer', path, bytes: length, total: length })
  }
  const byPath = (a: StoredFile, b: StoredFile) => (a.path < b.path ? -1 : 1)
  return { root: root as Cid, files: stored.sort(byPath) }
}

function refuseIfStopped({ isStopped }: State): void {
  if (!isStopped) return
  const attempts = [{ store: 'memory', reason: 'is stopped' }]
  throw new ContentStoreUnreachableError({ attempts })
}

function failure(cid: Cid, reason: string) {
  return { cid, attempts: [{ store: 'memory', reason }] }
}

function invalid(value: unknown, reason: string): InvalidCidError {
  return new InvalidCidError({ value, reason })
}

function progressOf(path: string, bytes: number): TransferProgress {
  return { type: 'transfer', path, bytes, total: bytes }
}

function flipBit(bytes: Uint8Array | undefined): Uint8Array {
  const copy = bytes?.slice() ?? new Uint8Array(1)
  copy[0] = (copy[0] ?? 0) ^ 1
  return copy
}
