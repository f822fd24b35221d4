import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ModelFileMissingError } from '../../errors/model.js'
import { readModelFolder } from './read-model-folder.js'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'aichain-model-'))
  await mkdir(join(root, 'onnx'))
  await mkdir(join(root, '.cache'))
  await writeFile(join(root, '.cache', 'blob'), 'graph')
  await writeFile(join(root, 'config.json'), '{}')
})

afterEach(() => rm(root, { recursive: true, force: true }))

test('lists files by path, follows links, leaves hidden names out', async () => {
  await symlink(join(root, '.cache', 'blob'), join(root, 'onnx', 'model.onnx'))
  const folder = await readModelFolder(root)
  expect(folder.paths).toEqual(['config.json', 'onnx/model.onnx'])
  const graph = await folder.read('onnx/model.onnx')
  expect(new TextDecoder().decode(graph)).toBe('graph')
})

test.each(['missing', 'config.json'])('%s is no folder', async (name) => {
  const error = await readModelFolder(join(root, name)).catch((e) => e)
  expect(error).toBeInstanceOf(ModelFileMissingError)
  expect(error.path).toBe(join(root, name))
})

test('a file that went away is an error with its path', async () => {
  const folder = await readModelFolder(root)
  await rm(join(root, 'config.json'))
  await expect(folder.read('config.json')).rejects.toMatchObject({
    code: 'model-file-missing',
    path: join(root, 'config.json'),
  })
})

test('an aborted read rejects with the reason', async () => {
  const folder = await readModelFolder(root)
  const signal = AbortSignal.abort('stop')
  await expect(folder.read('config.json', { signal })).rejects.toBe('stop')
})

test.each([
  [0, 2, '{}'],
  [1, 2, '}'],
  [1, 2 ** 50, '}'],
  [2, 3, ''],
  [9, 12, ''],
])('bytes %i to %i, as far as there are any', async (start, end, expected) => {
  const folder = await readModelFolder(root)
  const part = await folder.readRange?.('config.json', start, end)
  expect(new TextDecoder().decode(part)).toBe(expected)
})

test('one GGUF file is a folder of one, and its neighbours are not in it', async () => {
  await writeFile(join(root, 'model.gguf'), 'GGUF')
  const folder = await readModelFolder(join(root, 'model.gguf'))
  expect(folder.paths).toEqual(['model.gguf'])
  expect(await folder.readRange?.('model.gguf', 1, 3)).toEqual(
    new TextEncoder().encode('GU'),
  )
})

test('a GGUF file that is not there is missing', async () => {
  const path = join(root, 'none.gguf')
  await expect(readModelFolder(path)).rejects.toMatchObject({
    code: 'model-file-missing',
    path,
  })
})
