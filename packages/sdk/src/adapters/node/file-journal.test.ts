import {
  chmod,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  JournalCorruptError,
  JournalUnavailableError,
} from '../../errors/runner.js'
import type { Journal } from '../../ports/journal.js'
import { fileJournal } from './file-journal.js'

let folder: string
let journal: Journal

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'aichain-journal-')), 'journal')
  journal = await fileJournal({ folder })
})

afterEach(async () => {
  await journal.close()
  await rm(join(folder, '..'), { recursive: true, force: true })
})

test('a record is read back by another journal on the same folder', async () => {
  await journal.write('vote', '{"salt":"0x01"}\nsecond line ✓')
  await journal.close()
  journal = await fileJournal({ folder })
  expect(await journal.read('vote')).toBe('{"salt":"0x01"}\nsecond line ✓')
  expect(await journal.read('other')).toBeUndefined()
})

test('any key is a file of its own, also where names ignore case', async () => {
  const keys = ['A', 'a', '../up', 'x/y', 'ä', '.', '%41', 'con']
  for (const key of keys) await journal.write(key, key)
  expect(await journal.keys()).toEqual([...keys].sort())
  for (const key of keys) expect(await journal.read(key)).toBe(key)
  const names = (await readdir(folder)).map((name) => name.toLowerCase())
  expect(new Set(names).size).toBe(keys.length + 1)
})

test('the last of several writes stays, and removal is final', async () => {
  const texts = Array.from({ length: 20 }, (_, index) => `version ${index}`)
  await Promise.all(texts.map((text) => journal.write('vote', text)))
  expect(await journal.read('vote')).toBe('version 19')
  await journal.remove('vote')
  await journal.remove('vote')
  expect(await journal.keys()).toEqual([])
})

test.skipIf(process.platform === 'win32')(
  'salts are readable by the owner only',
  async () => {
    await journal.write('vote', 'secret')
    const { mode } = await stat(join(folder, 'vote.record'))
    expect(mode & 0o777).toBe(0o600)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
  },
)

test.each([
  ['a changed byte', (text: string) => text.replace('salt', 'silt')],
  ['a cut end', (text: string) => text.slice(0, -1)],
  ['a cut first line', (text: string) => text.slice(0, 20)],
  ['an empty file', () => ''],
  ['another format', (text: string) => text.replace('journal/1', 'journal/9')],
])('%s is an error that names the file', async (_, damage) => {
  await journal.write('vote', 'the salt of a vote')
  const path = join(folder, 'vote.record')
  await writeFile(path, damage(await readFile(path, 'utf8')))
  const error = await journal.read('vote').catch((reason) => reason)
  expect(error).toBeInstanceOf(JournalCorruptError)
  expect(error.record).toBe(path)
  expect(await journal.keys()).toEqual(['vote'])
})

test('what a crash left half written is cleared and never read', async () => {
  await journal.close()
  const half = join(folder, 'vote.record.0e1f.tmp')
  await writeFile(half, 'aichain-jour')
  journal = await fileJournal({ folder })
  expect(await journal.keys()).toEqual([])
  expect(await readdir(folder)).toEqual(['lock'])
})

test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
  'a folder that cannot be written is an error, and the old record stays',
  async () => {
    await journal.write('vote', 'old')
    await chmod(folder, 0o500)
    const error = await journal.write('vote', 'new').catch((reason) => reason)
    await chmod(folder, 0o700)
    expect(error).toBeInstanceOf(JournalUnavailableError)
    expect(error.reason).toBe('the folder belongs to another user')
    expect(await journal.read('vote')).toBe('old')
  },
)

test('a path that is a file is an error', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  const error = await fileJournal({ folder: file }).catch((reason) => reason)
  expect(error).toBeInstanceOf(JournalUnavailableError)
  expect(error.reason).toBe('the path is not a folder')
})

test('a folder that is gone is an error', async () => {
  await rm(folder, { recursive: true })
  const error = await journal.write('vote', 'new').catch((reason) => reason)
  expect(error).toBeInstanceOf(JournalUnavailableError)
  expect(error.reason).toBe('the folder is gone')
  expect(error.isRetryable).toBe(true)
})

test('a closed journal refuses, and closing twice is harmless', async () => {
  const write = journal.write('vote', 'last')
  await Promise.all([journal.close(), journal.close()])
  await write
  await expect(journal.write('vote', 'late')).rejects.toThrow('it was closed')
  await expect(journal.keys()).rejects.toThrow('it was closed')
})

test('an aborted call rejects at once with the reason', async () => {
  const reason = { why: 'stopped' }
  const signal = AbortSignal.abort(reason)
  await expect(journal.write('vote', 'x', { signal })).rejects.toBe(reason)
  expect(await journal.keys()).toEqual([])
})
