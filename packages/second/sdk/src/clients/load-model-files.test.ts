import type { Cid } from '@aichain/base'
import type { InferenceSession } from '@aichain/inference'
import {
  encodeManifest,
  type ModelManifest,
  runGoldenVectors,
} from '@aichain/inference'
import { memoryEngine } from '@aichain/inference/testing'
import { beforeEach, expect, test, vi } from 'vitest'
import {
  type MemoryContentStore,
  memoryContentStore,
} from '../adapters/memory/content-store.js'
import { memoryModel } from '../adapters/memory/model.js'
import { loadModelFiles } from './load-model-files.js'

let content: MemoryContentStore
let model: Cid
let manifest: ModelManifest

beforeEach(async () => {
  content = memoryContentStore()
  const stored = await memoryModel(content)
  model = stored.model
  manifest = stored.manifest
})

const store = async (change: Partial<ModelManifest>) =>
  await content.put(encodeManifest({ ...manifest, ...change }))

test('fetches the manifest, and files as they are read', async () => {
  const onProgress = vi.fn()
  const files = await loadModelFiles({ content, model }, { onProgress })
  expect(files.manifest).toEqual(manifest)
  expect(onProgress).not.toHaveBeenCalled()
  const bytes = await files.read('config.json')
  expect(new TextDecoder().decode(bytes)).toBe('config.json of memory')
  expect(onProgress.mock.calls).toEqual([
    [
      {
        type: 'transfer',
        path: 'config.json',
        bytes: bytes.length,
        total: bytes.length,
      },
    ],
  ])
})

test('an unknown model is named', async () => {
  content.drop(model)
  await expect(loadModelFiles({ content, model })).rejects.toMatchObject({
    code: 'model-not-found',
    model,
    isRetryable: true,
  })
})

test('a store that fails otherwise is not taken for an unknown model', async () => {
  content.stop()
  await expect(loadModelFiles({ content, model })).rejects.toMatchObject({
    code: 'content-store-unreachable',
  })
})

test('a forged manifest is found out', async () => {
  content.tamper(model)
  await expect(loadModelFiles({ content, model })).rejects.toMatchObject({
    code: 'content-tampered',
  })
})

test.each<[string, Partial<ModelManifest>]>([
  ['without golden vectors', { golden: [] }],
  ['of a future kind', { type: 'aichain/model/2' as 'aichain/model/1' }],
  ['that leaves its folder', { graph: '../model.onnx' }],
])('a manifest %s is refused', async (_, change) => {
  const other = await store(change)
  await expect(loadModelFiles({ content, model: other })).rejects.toMatchObject(
    { code: 'manifest-invalid', reason: expect.stringMatching(/\w/) },
  )
})

test('a file that is none of the manifest’s is missing', async () => {
  const files = await loadModelFiles({ content, model })
  await expect(files.read('other.json')).rejects.toMatchObject({
    code: 'model-file-missing',
    path: 'other.json',
  })
})

test('a forged file is found out, a lost one named', async () => {
  const files = await loadModelFiles({ content, model })
  const [first, second] = manifest.files
  if (!first || !second) throw new TypeError('no files')
  content.tamper(first.cid)
  await expect(files.read(first.path)).rejects.toMatchObject({
    code: 'content-tampered',
  })
  content.drop(second.cid)
  await expect(files.read(second.path)).rejects.toMatchObject({
    code: 'content-not-found',
  })
})

test.each([1, -1])(
  'a file of another size than promised (by %i) is refused',
  async (difference) => {
    const files = manifest.files.map((file) => {
      return { ...file, size: file.size + difference }
    })
    const other = await store({ files })
    const { read } = await loadModelFiles({ content, model: other })
    await expect(read('config.json')).rejects.toMatchObject({
      code: 'content-tampered',
    })
  },
)

test('a file without end is not read to its end', async () => {
  const chunk = new Uint8Array(1000)
  let sent = 0
  const endless = {
    get: content.get,
    async *cat() {
      while (true) {
        sent += 1
        yield chunk
      }
    },
  }
  const { read } = await loadModelFiles({ content: endless, model })
  await expect(read('config.json')).rejects.toMatchObject({
    code: 'content-tampered',
  })
  expect(sent).toBe(1)
})

test('aborts with the reason', async () => {
  const signal = AbortSignal.abort('stop')
  await expect(loadModelFiles({ content, model }, { signal })).rejects.toBe(
    'stop',
  )
  const files = await loadModelFiles({ content, model })
  await expect(files.read('config.json', { signal })).rejects.toBe('stop')
})

async function load(reply?: () => string): Promise<InferenceSession> {
  const files = await loadModelFiles({ content, model })
  return await memoryEngine({ reply }).load(files)
}

test('a machine that computes the golden vectors passes', async () => {
  const onProgress = vi.fn()
  const session = await load()
  await runGoldenVectors({ session, manifest }, { onProgress })
  expect(onProgress.mock.calls).toEqual([
    [{ type: 'golden-vector', passed: 1, total: 1 }],
  ])
})

test('one that computes anything else fails, and says what', async () => {
  const session = await load(() => 'Lyon, of course.')
  const error = await runGoldenVectors({ session, manifest }).catch((e) => e)
  expect(error).toMatchObject({
    code: 'golden-vector-mismatch',
    index: 0,
    expected: expect.stringMatching(/^0x[0-9a-f]{64}$/),
    actual: expect.stringMatching(/^0x[0-9a-f]{64}$/),
    divergence: {
      type: 'token',
      index: 0,
      mine: expect.any(Number),
      agreed: expect.any(Number),
      step: 0,
    },
    isRepeatable: true,
  })
  expect(error.message).toContain('vector: 1 of 1')
  expect(error.message).toContain('"Lyon, of course."')
  expect(error.message).toContain(manifest.runtime.text)
})

test('a session that ends without a result failed', async () => {
  const session: InferenceSession = {
    async *generate() {},
    verify: async () => ({ valid: true }),
    close: async () => {},
  }
  await expect(runGoldenVectors({ session, manifest })).rejects.toMatchObject({
    code: 'inference-failed',
  })
})
