import { afterEach, expect, test } from 'vitest'
import { tinyModelFiles } from '../../../test/support/default-model.js'
import { startTestRuntime } from '../../../test/support/ort.js'
import { onnxEngine } from '../onnx/onnx-engine.js'
import type { OnnxRuntime } from '../onnx/runtime/language-model.js'
import { transformersEngine } from './transformers-engine.js'

/** What version 4 does when it is imported. */
function takenRuntime(): Pick<OnnxRuntime, 'env' | 'InferenceSession'> {
  return Reflect.get(globalThis, Symbol.for('onnxruntime'))
}

const settings = {
  version: '4.3.1',
  allowRemoteModels: false,
  allowLocalModels: false,
  useBrowserCache: true,
  useFSCache: true,
  useCustomCache: false,
  customCache: null,
}

/** A module in the least form that loads a model: how it opens the graph is given. */
function moduleThat(
  open: (graph: Uint8Array) => Promise<unknown>,
  onnx: unknown = takenRuntime().env,
) {
  const env = { ...settings, backends: { onnx } }
  const from_pretrained = async (name: string) => {
    const cache = env.customCache as unknown as Pick<Cache, 'match'>
    const response = await cache.match(`/models/${name}/onnx/model.onnx`)
    const content = await response?.arrayBuffer()
    return { session: await open(new Uint8Array(content ?? [])) }
  }
  return { env, PreTrainedModel: { from_pretrained } }
}

const model = await tinyModelFiles(onnxEngine())

afterEach(() => Reflect.deleteProperty(globalThis, Symbol.for('onnxruntime')))

test('pins what onnxEngine pins', async () => {
  const engine = transformersEngine({ transformers: async () => ({}) })
  expect(engine.executionProvider).toBe('wasm')
  expect(await engine.runtime()).toEqual(await onnxEngine().runtime())
})

test('loads through the module, and leaves its settings as they were', async () => {
  let env: ReturnType<typeof moduleThat>['env'] | undefined
  const engine = transformersEngine({
    transformers: async () => {
      const { InferenceSession } = takenRuntime()
      const module = moduleThat((graph) => InferenceSession.create(graph))
      env = module.env
      return module
    },
  })
  const session = await engine.load(model)
  expect(env).toEqual({ ...settings, backends: env?.backends })
  await session.close()
})

test('refuses a module with a runtime of its own', async () => {
  const onnx = { wasm: {}, versions: { web: '1.31.0' } }
  const engine = transformersEngine({
    transformers: async () => moduleThat(async () => ({}), onnx),
  })
  await expect(engine.load(model)).rejects.toMatchObject({
    code: 'runtime-mismatch',
    field: 'package',
    actual: 'onnxruntime-web 1.31.0 of its own',
  })
})

test('refuses a session that was opened with other options', async () => {
  const { InferenceSession } = await startTestRuntime()
  const engine = transformersEngine({
    transformers: async () =>
      moduleThat((graph) => InferenceSession.create(graph)),
  })
  await expect(engine.load(model)).rejects.toMatchObject({
    code: 'runtime-mismatch',
    field: 'graphOptimization',
  })
})

test('imports nothing for a manifest that pins another runtime', async () => {
  let imports = 0
  const engine = transformersEngine({
    transformers: async () => {
      imports += 1
    },
  })
  const runtime = { ...model.manifest.runtime, version: '1.29.0' }
  const manifest = { ...model.manifest, runtime }
  await expect(engine.load({ ...model, manifest })).rejects.toMatchObject({
    code: 'runtime-mismatch',
    field: 'version',
  })
  expect(imports).toBe(0)
})

test('an import that failed is tried again', async () => {
  let imports = 0
  const engine = transformersEngine({
    transformers: async () => {
      imports += 1
      throw new TypeError('offline')
    },
  })
  for (const count of [1, 2]) {
    await expect(engine.load(model)).rejects.toThrow('offline')
    expect(imports).toBe(count)
  }
})
