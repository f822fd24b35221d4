import { randomUUID } from 'node:crypto'
import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { JournalLockedError } from '../../errors/runner.js'
import { isAlive, processIdentity } from './process-identity.js'

/** Exclusive use of a journal folder. */
export type JournalLock = {
  readonly path: string
  /**
   * Confirms that the folder is still ours.
   *
   * Errors: `JournalLockedError` if another process took it over.
   */
  readonly check: () => Promise<void>
  readonly release: () => Promise<void>
}

type Holder = {
  readonly token: string
  readonly pid: number
  readonly host: string
  readonly identity?: string | undefined
}

/** Every few seconds the holder shows that it lives; a minute of silence is death. */
const heartbeatInterval = 10_000
const silenceOfTheDead = 60_000

/**
 * Locks the folder against a second process, and takes over the lock of one
 * that is gone.
 *
 * Whether the holder lives is asked of the system when it runs on this host.
 * For a holder on another host (a shared volume, a container that was replaced)
 * only the age of its last heartbeat tells.
 *
 * Errors: `JournalLockedError`.
 */
export async function acquireJournalLock(folder: string): Promise<JournalLock> {
  const path = join(folder, 'lock')
  const holder: Holder = {
    token: randomUUID(),
    pid: process.pid,
    host: hostname(),
    identity: await processIdentity(process.pid),
  }
  if (!(await place(path, holder))) {
    await removeIfStale(path)
    if (!(await place(path, holder))) throw await locked(path)
  }
  held.add(holder.token)
  const heartbeat = setInterval(() => void touch(path), heartbeatInterval)
  heartbeat.unref()
  return {
    path,
    check: () => checkHolder(path, holder),
    release: async () => {
      clearInterval(heartbeat)
      held.delete(holder.token)
      const current = await readHolder(path)
      if (current?.token === holder.token) await rm(path, { force: true })
    },
  }
}

/** Tokens of the locks that this process holds, for systems without `/proc`. */
const held = new Set<string>()

/** A hard link appears whole or not at all, and never over another file. */
async function place(path: string, holder: Holder): Promise<boolean> {
  const temporary = `${path}.${holder.token}.tmp`
  await writeFile(temporary, JSON.stringify(holder), { mode: 0o600 })
  try {
    await link(temporary, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(temporary, { force: true })
  }
}

/**
 * Takes a lock away whose holder is gone. One process at a time may: whoever
 * read the old holder before another took over would take away the new lock.
 */
async function removeIfStale(path: string): Promise<void> {
  const turn = `${path}.takeover`
  if (!(await takeTurn(turn))) return
  try {
    const holder = await readHolder(path)
    if (holder && (await isStale(path, holder))) await rm(path, { force: true })
  } finally {
    await rm(turn, { force: true })
  }
}

/** A turn lasts milliseconds; an old one was left by a process that was killed in it. */
async function takeTurn(turn: string): Promise<boolean> {
  if ((await silence(turn)) > heartbeatInterval) await rm(turn, { force: true })
  try {
    await writeFile(turn, '', { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function isStale(path: string, holder: Holder): Promise<boolean> {
  if (holder.host !== hostname())
    return (await silence(path)) > silenceOfTheDead
  if (!isAlive(holder.pid)) return true
  const identity = await processIdentity(holder.pid)
  if (identity && holder.identity) return identity !== holder.identity
  return holder.pid === process.pid && !held.has(holder.token)
}

async function checkHolder(path: string, holder: Holder): Promise<void> {
  const current = await readHolder(path)
  if (current?.token === holder.token) return
  if (current) throw lockedBy(path, current)
  // The lock was deleted by hand: take it again before somebody else does.
  if (!(await place(path, holder))) throw await locked(path)
}

async function locked(path: string): Promise<JournalLockedError> {
  const unknown = { token: '', pid: 0, host: 'unknown' }
  return lockedBy(path, (await readHolder(path)) ?? unknown)
}

function lockedBy(lock: string, holder: Holder): JournalLockedError {
  return new JournalLockedError({ lock, pid: holder.pid, host: holder.host })
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder
  } catch {
    // Gone in this moment, or not ours to understand: no holder can be named.
    return undefined
  }
}

/** Milliseconds since the last heartbeat; none once the lock is gone. */
async function silence(path: string): Promise<number> {
  const mtime = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  )
  return mtime === undefined ? 0 : Date.now() - mtime
}

async function touch(path: string): Promise<void> {
  const now = new Date()
  // A missed heartbeat is harmless; the next write checks the lock itself.
  await utimes(path, now, now).catch(() => {})
}
