import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  mkdtemp,
  readdir,
  readFile,
  rm,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { JournalLockedError } from '../../errors/runner.js'
import { acquireJournalLock } from './journal-lock.js'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-lock-'))
  path = join(folder, 'lock')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const write = (holder: object) => writeFile(path, JSON.stringify(holder))

test('a second holder is refused by pid, until the first lets go', async () => {
  const lock = await acquireJournalLock(folder)
  const error = await acquireJournalLock(folder).catch((reason) => reason)
  expect(error).toBeInstanceOf(JournalLockedError)
  expect(error).toMatchObject({ pid: process.pid, lock: path })
  await lock.release()
  await (await acquireJournalLock(folder)).release()
  expect(await readdir(folder)).toEqual([])
})

test('a running process holds its lock', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)'])
  await once(child, 'spawn')
  await write({ token: 'other', pid: child.pid, host: hostname() })
  const error = await acquireJournalLock(folder).catch((reason) => reason)
  expect(error).toMatchObject({ code: 'journal-locked', pid: child.pid })

  child.kill('SIGKILL')
  await once(child, 'exit')
  await (await acquireJournalLock(folder)).release()
})

test.skipIf(process.platform !== 'linux')(
  'a later process with the same pid does not hold the lock',
  async () => {
    const { ppid } = process
    await write({ token: 'old', pid: ppid, host: hostname(), identity: 'b/1' })
    await (await acquireJournalLock(folder)).release()
  },
)

test('an earlier life of the same pid does not hold the lock', async () => {
  await write({ token: 'old', pid: process.pid, host: hostname() })
  await (await acquireJournalLock(folder)).release()
})

test('another host holds its lock while its heart beats', async () => {
  await write({ token: 'far', pid: 1, host: 'elsewhere' })
  await expect(acquireJournalLock(folder)).rejects.toMatchObject({
    code: 'journal-locked',
    host: 'elsewhere',
  })
  const longAgo = new Date(Date.now() - 120_000)
  await utimes(path, longAgo, longAgo)
  await (await acquireJournalLock(folder)).release()
})

test('of many who take over a stale lock, one gets it', async () => {
  await write({ token: 'old', pid: process.pid, host: hostname() })
  const results = await Promise.allSettled(
    Array.from({ length: 12 }, () => acquireJournalLock(folder)),
  )
  const locks = results.filter(({ status }) => status === 'fulfilled')
  expect(locks).toHaveLength(1)
  expect(await readdir(folder)).toEqual(['lock'])
})

test('a lock that was taken over is noticed', async () => {
  const lock = await acquireJournalLock(folder)
  await lock.check()
  await write({ token: 'thief', pid: 7, host: 'elsewhere' })
  await expect(lock.check()).rejects.toMatchObject({ pid: 7 })
  await lock.release()
  expect(await readFile(path, 'utf8')).toContain('thief')
})

test('a lock that was deleted by hand is taken again', async () => {
  const lock = await acquireJournalLock(folder)
  await rm(path)
  await lock.check()
  await expect(acquireJournalLock(folder)).rejects.toThrow(JournalLockedError)
  await lock.release()
})

test('a lock file that cannot be understood is not taken over', async () => {
  await writeFile(path, 'not JSON')
  await expect(acquireJournalLock(folder)).rejects.toMatchObject({
    code: 'journal-locked',
    host: 'unknown',
  })
})
