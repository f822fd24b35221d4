import { expect, test, vi } from 'vitest'
import { anyEngine } from './any-engine.js'
import { memoryEngine } from './memory/memory-engine.js'
import { memoryModel } from './memory/memory-model.js'

test('the engine that the manifest pins loads the model', async () => {
  const model = memoryModel()
  const other = { ...memoryEngine(), executionProvider: 'integer' as const }
  const load = vi.spyOn(other, 'load')
  const session = await anyEngine([other, memoryEngine()]).load(model)
  await session.close()
  expect(load).not.toHaveBeenCalled()
})

test('says which engines there are when none fits', async () => {
  const other = { ...memoryEngine(), executionProvider: 'integer' as const }
  const loading = anyEngine([other]).load(memoryModel())
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
