import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { CallOptions } from '@aichain/base'
import { AichainError, withTimeout } from '@aichain/base'
import {
  JournalCorruptError,
  JournalUnavailableError,
} from '../../errors/runner.js'
import type { Journal } from '../../ports/journal.js'
import { diskFailure } from './disk-failure.js'
import { acquireJournalLock, type JournalLock } from './journal-lock.js'
import { syncFolder, temporarySuffix, writeDurably } from './write-durably.js'

const recordSuffix = '.record'
const header = 'aichain-journal/1'

/**
 * A journal in a folder: one file per record, each with the sha2-256 of its
 * content, written so that neither a crash nor a power failure can lose it.
 *
 * The folder is locked against a second process until `close`; the lock of a
 * process that is gone is taken over. A record that is not what was written is
 * an error and is never passed over. Files are readable by their owner only:
 * the salts in them are secret until the reveal.
 *
 * Errors: `JournalLockedError`, `JournalUnavailableError`; the journal's calls
 * also reject with `JournalCorruptError`, which names the file.
 *
 * @param options - `folder`: made if it is missing; one per runner and key.
 *
 * @example
 * ```ts
 * import { fileJournal } from '@aichain/sdk/node'
 *
 * const journal = await fileJournal({ folder: './journal' })
 * await journal.write('greeting', 'hello')
 * await journal.close()
 * ```
 */
export async function fileJournal(options: {
  readonly folder: string
}): Promise<Journal> {
  const folder = resolve(options.folder)
  const lock = await orUnavailable(folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const acquired = await acquireJournalLock(folder)
    await removeLeftovers(folder)
    return acquired
  })
  return openedJournal(folder, lock)
}

function openedJournal(folder: string, lock: JournalLock): Journal {
  let closing: Promise<void> | undefined
  let tail: Promise<unknown> = Promise.resolve()

  /** One after the other, so that the last write of a key is the one that stays. */
  const inTurn = <T>(
    operation: string,
    options: CallOptions | undefined,
    work: () => Promise<T>,
  ): Promise<T> => {
    if (closing) return Promise.reject(closedError(folder))
    return withTimeout({ ...options, operation }, (signal) => {
      const turn = tail.then(() => {
        signal.throwIfAborted()
        return orUnavailable(folder, work)
      })
      tail = turn.catch(() => {})
      return turn
    })
  }

  return {
    read: (key, options) =>
      inTurn('journal.read', options, () => readRecord(folder, key)),
    write: (key, value, options) =>
      inTurn('journal.write', options, async () => {
        await lock.check()
        await writeDurably(recordPath(folder, key), encodeRecord(value))
      }),
    remove: (key, options) =>
      inTurn('journal.remove', options, async () => {
        await lock.check()
        await rm(recordPath(folder, key), { force: true })
        await syncFolder(folder)
      }),
    keys: (options) => inTurn('journal.keys', options, () => listKeys(folder)),
    close: () => {
      closing ??= tail.then(() => orUnavailable(folder, lock.release))
      return closing
    },
  }
}

function encodeRecord(value: string): string {
  return `${header} ${digestOf(value)}\n${value}`
}

async function readRecord(
  folder: string,
  key: string,
): Promise<string | undefined> {
  const path = recordPath(folder, key)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const end = text.indexOf('\n')
  const [version, digest] = text.slice(0, Math.max(0, end)).split(' ')
  const corrupt = (reason: string) =>
    new JournalCorruptError({ record: path, reason })
  if (end < 0 || version !== header) throw corrupt('its first line is unknown')
  const value = text.slice(end + 1)
  if (digestOf(value) !== digest) throw corrupt('its checksum does not match')
  return value
}

function digestOf(value: string): string {
  return createHash('sha256').update(value, 'utf8').digest('hex')
}

async function listKeys(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder)
  return names
    .filter((name) => name.endsWith(recordSuffix))
    .map((name) => decodeURIComponent(name.slice(0, -recordSuffix.length)))
    .sort()
}

function recordPath(folder: string, key: string): string {
  return join(folder, `${fileName(key)}${recordSuffix}`)
}

/**
 * Lower-case letters, digits and `-` stand for themselves, every other byte is
 * `%` and two digits: safe and distinct also where file names ignore case.
 */
function fileName(key: string): string {
  return Array.from(Buffer.from(key, 'utf8'), (byte) => {
    const character = String.fromCharCode(byte)
    if (/[a-z0-9-]/.test(character)) return character
    return `%${byte.toString(16).padStart(2, '0')}`
  }).join('')
}

/** Files that a crash left half written; nothing ever referred to them. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder)
  const leftovers = names.filter(
    (name) => name.includes(recordSuffix) && name.endsWith(temporarySuffix),
  )
  for (const name of leftovers) await rm(join(folder, name), { force: true })
}

async function orUnavailable<T>(
  path: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (AichainError.isInstance(error)) throw error
    const reason = diskFailure(error)
    throw new JournalUnavailableError({ path, reason, cause: error })
  }
}

function closedError(path: string): JournalUnavailableError {
  return new JournalUnavailableError({ path, reason: 'it was closed' })
}
