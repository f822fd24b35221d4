import { cidOf } from '@aichain/base'
import { expect, test } from 'vitest'
import { chatPrompt } from '../src/document/chat-prompt.js'
import { encodeManifest, parseManifest } from '../src/document/manifest.js'
import { localModel } from '../src/engine/local-model.js'
import { streamText } from '../src/engine/stream-text.js'
import { runTraced } from '../src/golden/run-prompt.js'
import { prepareLlamaModel } from '../src/import/llama/prepare-llama-model.js'
import { prepareModel } from '../src/import/onnx/prepare-model.js'
import type { InferenceEngine } from '../src/ports/inference-engine.js'
import type { PreparedModel } from '../src/ports/model-folder.js'
import { readGolden } from './determinism/golden.js'
import { chatPrompts, type NamedPrompt } from './determinism/models/prompts.js'
import { builtFile, builtOnnx } from './support/built.js'
import { defaultModelFolder } from './support/default-model.js'
import { minimindSafetensors } from './support/minimind-safetensors.js'

async function integerEngine(): Promise<InferenceEngine> {
  builtFile('integer-worker.js')
  const url = builtFile('integer.js').href
  return (await import(/* @vite-ignore */ url)).integerEngine()
}

const onnxEngine = async () => (await builtOnnx()).onnxEngine()

test.each([
  ['ONNX', onnxEngine, async () => prepareModel(await defaultModelFolder())],
  [
    'integer',
    integerEngine,
    async () => prepareLlamaModel(await minimindSafetensors()),
  ],
] as const)(
  'the %s engine answers from a model that is stored nowhere',
  async (_, make, prepare) => {
    const engine = await make()
    const model = await localModel(await prepare(), { engine })
    const session = await engine.load(model)
    try {
      const prompt = chatPrompt('What is the capital of France?')
      const texts: string[] = []
      for await (const text of streamText(session, prompt)) texts.push(text)
      expect(texts.length).toBeGreaterThan(3)
      expect(texts.join('')).toContain('Paris')
    } finally {
      await session.close()
    }
  },
)

test('computes the bits that a published model computes', async () => {
  const engine = await onnxEngine()
  const prepared = await prepareModel(await defaultModelFolder())
  const session = await engine.load(await localModel(prepared, { engine }))
  try {
    const { name, prompt } = chatPrompts[0] as NamedPrompt
    const { generation, logits } = await runTraced(session, prompt)
    const golden = readGolden()['minimind2-small']?.[name]
    expect(generation.finishReason).toBe('length')
    expect(logits).toBe(golden?.logits)
  } finally {
    await session.close()
  }
})

const content = (text: string) => new TextEncoder().encode(text)
const tiny: PreparedModel = {
  files: ['c.json', 'g.onnx', 't.json', 'u.json'].map((path) => {
    return { path, content: content(path) }
  }),
  dtype: 'fp32',
  graph: 'g.onnx',
  config: 'c.json',
  tokenizer: 't.json',
  tokenizerConfig: 'u.json',
  decoding: {
    sampler: 'greedy/1',
    ties: 'lowest-id',
    nonFinite: 'reject',
    repetitionPenalty: '1',
    endOfSequence: [0],
    contextLimit: 8,
    maxNewTokens: 4,
    maxPromptBytes: 64,
  },
  notes: ['Changed nothing.'],
}
const anyEngine = { runtime: async () => (await onnxEngine()).runtime() }

test('names each file by the CID of its bytes', async () => {
  const { manifest, read } = await localModel(tiny, {
    engine: anyEngine,
    name: 'tiny',
  })
  expect(manifest.name).toBe('tiny')
  expect(manifest.runtime).toEqual(await anyEngine.runtime())
  for (const { path, cid, size } of manifest.files) {
    const bytes = await read(path)
    expect(cidOf(bytes)).toBe(cid)
    expect(bytes).toHaveLength(size)
  }
})

test('its manifest is one as soon as it has a golden vector', async () => {
  const { manifest } = await localModel(tiny, { engine: anyEngine })
  const vector = {
    prompt: chatPrompt('Hello'),
    generation: { finishReason: 'stop', text: '', tokens: [] },
    logits: `0x${'00'.repeat(32)}`,
    steps: [],
  } as const
  const whole = { ...manifest, golden: [vector] }
  expect(parseManifest(encodeManifest(whole))).toEqual({
    ok: true,
    value: whole,
  })
})

test('other bytes are another folder', async () => {
  const [first, ...rest] = tiny.files
  const other = {
    ...tiny,
    files: [{ path: first?.path ?? '', content: content('x') }, ...rest],
  }
  const roots = await Promise.all(
    [tiny, other, tiny].map(async (model) => {
      return (await localModel(model, { engine: anyEngine })).manifest.root
    }),
  )
  expect(roots[0]).toBe(roots[2])
  expect(roots[0]).not.toBe(roots[1])
})

test('a file that it lacks is named, and an abort rejects with its reason', async () => {
  const { read } = await localModel(tiny, { engine: anyEngine })
  await expect(read('x.json')).rejects.toMatchObject({
    code: 'model-file-missing',
    path: 'x.json',
  })
  const signal = AbortSignal.abort(new TypeError('enough'))
  await expect(read('c.json', { signal })).rejects.toThrow('enough')
})
