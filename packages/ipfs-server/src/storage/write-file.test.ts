import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeFileAtomically } from './write-file.js'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aichain-write-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('replaces the content and leaves nothing else', async () => {
  const path = join(folder, 'file')
  await writeFileAtomically(path, 'old')
  await writeFileAtomically(path, 'new')
  expect(await readFile(path, 'utf8')).toBe('new')
  expect(await readdir(folder)).toEqual(['file'])
})

it('gives one of the contents whole to writers at once', async () => {
  const path = join(folder, 'file')
  const contents = Array.from({ length: 10 }, (_, n) => `${n}`.repeat(10_000))
  await Promise.all(contents.map((text) => writeFileAtomically(path, text)))
  expect(contents).toContain(await readFile(path, 'utf8'))
  expect(await readdir(folder)).toEqual(['file'])
})

it('leaves no part behind where it cannot write', async () => {
  const path = join(folder, 'absent', 'file')
  await expect(writeFileAtomically(path, 'x')).rejects.toThrow('ENOENT')
  expect(await readdir(folder)).toEqual([])
})
