import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Journal } from '@aichain/sdk'
import { JournalCorruptError, JournalLockedError } from '@aichain/sdk/errors'
import { fileJournal } from '@aichain/sdk/node'
import {
  StateFolderBusyError,
  StateFolderCorruptError,
} from '../errors/state.js'
import {
  type DevnetRecord,
  decodeRecord,
  encodeRecord,
  isOfThisEdition,
} from './devnet-record.js'

/** Where a devnet keeps its files, for one run or for many. */
export type StateFolder = {
  readonly path: string
  /** Whether the folder is deleted at the end. */
  readonly isTemporary: boolean
  /** `undefined` when nothing is to outlive this run. */
  readonly chainFile: string | undefined
  readonly ipfsFolder: string | undefined
  readonly journalFolder: (node: number) => string
  /** What an earlier run set up; `undefined` in a fresh folder. */
  readonly record: DevnetRecord | undefined
  readonly write: (record: DevnetRecord) => Promise<void>
  /** Lets another devnet use the folder; a temporary one is deleted. */
  readonly release: () => Promise<void>
}

const key = 'devnet'

/**
 * Opens a folder for this devnet alone.
 *
 * Errors: `StateFolderBusyError`, `StateFolderCorruptError`.
 *
 * @param path - Made if it is missing; a temporary folder if left out.
 */
export async function openStateFolder(
  path: string | undefined,
): Promise<StateFolder> {
  const folder = await resolveFolder(path)
  // A journal is just what is needed: one holder, and writes that last.
  const journal = await openJournal(folder)
  const release = async (): Promise<void> => {
    await journal.close()
    if (path === undefined) await rm(folder, { recursive: true, force: true })
  }
  try {
    return {
      path: folder,
      isTemporary: path === undefined,
      chainFile: path === undefined ? undefined : join(folder, 'chain.json'),
      ipfsFolder: path === undefined ? undefined : join(folder, 'ipfs'),
      journalFolder: (node) => join(folder, 'journals', `node-${node}`),
      record: await readRecord(folder, journal),
      write: (record) => journal.write(key, encodeRecord(record)),
      release,
    }
  } catch (error) {
    await release()
    throw error
  }
}

function resolveFolder(path: string | undefined): string | Promise<string> {
  if (path !== undefined) return resolve(path)
  return mkdtemp(join(tmpdir(), 'aichain-devnet-'))
}

async function openJournal(folder: string): Promise<Journal> {
  try {
    return await fileJournal({ folder })
  } catch (error) {
    if (!(error instanceof JournalLockedError)) throw error
    throw new StateFolderBusyError({ folder, pid: error.pid })
  }
}

async function readRecord(
  folder: string,
  journal: Journal,
): Promise<DevnetRecord | undefined> {
  const record = await decodeKept(journal).catch((cause: unknown) => {
    const reason =
      cause instanceof JournalCorruptError ? cause.shortMessage : String(cause)
    throw new StateFolderCorruptError({ folder, reason, cause })
  })
  if (record === undefined || isOfThisEdition(record)) return record
  const reason = 'its contracts are of the first edition'
  throw new StateFolderCorruptError({ folder, reason })
}

async function decodeKept(journal: Journal): Promise<DevnetRecord | undefined> {
  const text = await journal.read(key)
  return text === undefined ? undefined : decodeRecord(text)
}
