import { expect, test, vi } from 'vitest'
import { memoryContentStore, memoryEngine, memoryModel } from '../testing.js'
import { anyEngine } from './any-engine.js'
import { loadModelFiles } from './model-files.js'

async function modelFiles() {
  const content = memoryContentStore()
  const { model } = await memoryModel(content)
  return await loadModelFiles({ content, model })
}

test('the engine that the manifest pins loads the model', async () => {
  const model = await modelFiles()
  const other = { ...memoryEngine(), executionProvider: 'integer' as const }
  const load = vi.spyOn(other, 'load')
  const session = await anyEngine([other, memoryEngine()]).load(model)
  await session.close()
  expect(load).not.toHaveBeenCalled()
})

test('says which engines there are when none fits', async () => {
  const other = { ...memoryEngine(), executionProvider: 'integer' as const }
  const loading = anyEngine([other]).load(await modelFiles())
  await expect(loading).rejects.toMatchObject({
    code: 'runtime-mismatch',
    field: 'executionProvider',
    pinned: 'wasm',
    actual: 'integer',
  })
})

test('an empty list is refused', () => {
  expect(() => anyEngine([])).toThrow(
    expect.objectContaining({ code: 'invalid-argument' }),
  )
})
