import { randomUUID } from 'node:crypto'
import {
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  statfs,
  utimes,
} from 'node:fs/promises'
import { join } from 'node:path'
import { mapLimited } from '@aichain/base'
import { MAXIMUM_BLOCK_BYTES } from '../ipfs/read-block.js'
import { temporarySuffix } from './write-durably.js'

/** A block in the folder. */
export type BlockFile = {
  readonly name: string
  readonly size: number
  /** Milliseconds since the epoch. */
  readonly usedAt: number
}

/** A folder with one file per block. Calls reject with the system's errors. */
export type BlockFiles = {
  /** All blocks, least recently used first. Makes the folder if it is missing. */
  readonly list: () => Promise<readonly BlockFile[]>
  /** The content, whatever it is; `undefined` where there is no such file. */
  readonly read: (name: string) => Promise<Uint8Array | undefined>
  readonly write: (block: BlockFile, bytes: Uint8Array) => Promise<void>
  readonly touch: (block: Pick<BlockFile, 'name' | 'usedAt'>) => Promise<void>
  readonly remove: (name: string) => Promise<void>
  /** Bytes that may still be written to this disk. */
  readonly freeBytes: () => Promise<number>
}

const suffix = '.block'

/** Milliseconds after which nobody is writing a temporary file any more. */
const abandonedAfter = 60_000

/** Other processes may use the same folder at the same time. */
export function blockFiles(folder: string): BlockFiles {
  const pathOf = (name: string) => join(folder, `${name}${suffix}`)
  return {
    list: async () => {
      await mkdir(folder, { recursive: true })
      const names = await readdir(folder)
      await removeLeftovers(folder, names)
      const blocks = names.filter((name) => name.endsWith(suffix))
      const found = await mapLimited(blocks, 16, (file) => look(folder, file))
      return found
        .filter((block) => block !== undefined)
        .sort((one, two) => one.usedAt - two.usedAt)
    },
    read: (name) => unlessMissing(() => readStart(pathOf(name))),
    write: async ({ name, usedAt }, bytes) => {
      const temporary = `${pathOf(name)}.${randomUUID()}${temporarySuffix}`
      try {
        await writeNew(temporary, bytes, usedAt)
        await rename(temporary, pathOf(name))
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {})
        throw error
      }
    },
    touch: ({ name, usedAt }) => setTime(pathOf(name), usedAt),
    remove: (name) => rm(pathOf(name), { force: true }),
    freeBytes: async () => {
      const { bavail, bsize, blocks } = await statfs(folder)
      // Some network file systems do not know how large they are.
      return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize
    },
  }
}

/** What a killed process left half written. */
async function removeLeftovers(
  folder: string,
  names: readonly string[],
): Promise<void> {
  const left = names.filter(
    (name) => name.includes(suffix) && name.endsWith(temporarySuffix),
  )
  for (const name of left) {
    const path = join(folder, name)
    const found = await unlessMissing(() => stat(path))
    if (!found || Date.now() - found.mtimeMs < abandonedAfter) continue
    // Where nothing can be deleted, what is kept can still be read.
    await rm(path, { force: true }).catch(() => {})
  }
}

async function look(
  folder: string,
  file: string,
): Promise<BlockFile | undefined> {
  const found = await unlessMissing(() => stat(join(folder, file)))
  if (!found) return undefined
  const { size, mtimeMs: usedAt } = found
  return { name: file.slice(0, -suffix.length), size, usedAt }
}

/** No more than a block may have: a longer file is none, as its digest will tell. */
async function readStart(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const bytes = new Uint8Array(Math.min(size, MAXIMUM_BLOCK_BYTES))
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } finally {
    await file.close()
  }
}

/**
 * Not synchronised with the medium: each block is hashed when it is read, so
 * that a power failure costs the last seconds of a download and nothing else.
 */
async function writeNew(
  path: string,
  bytes: Uint8Array,
  usedAt: number,
): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.utimes(new Date(usedAt), new Date(usedAt))
  } finally {
    await file.close()
  }
}

function setTime(path: string, time: number): Promise<void> {
  return utimes(path, new Date(time), new Date(time))
}

/** Another process may have removed a file at any moment. */
async function unlessMissing<T>(work: () => Promise<T>) {
  try {
    return await work()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
