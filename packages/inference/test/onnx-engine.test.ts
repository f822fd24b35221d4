import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { generationDigest } from '../src/document/output.js'
import { runPrompt } from '../src/golden/run-prompt.js'
import type {
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  ModelFiles,
} from '../src/ports/inference-engine.js'
import { builtFile, builtOnnx } from './support/built.js'
import {
  defaultModelFiles,
  promptOf,
  tinyModelFiles,
} from './support/default-model.js'

// Generous, for machines that run other tests beside a real model.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const paris = promptOf('What is the capital of France?')
const story = promptOf('Write a long story about a fox.', 24)

let engine: InferenceEngine
let model: ModelFiles
let tiny: ModelFiles
let session: InferenceSession

beforeAll(async () => {
  const { onnxEngine } = await builtOnnx()
  engine = onnxEngine()
  model = await defaultModelFiles(engine)
  tiny = await tinyModelFiles(engine)
  session = await engine.load(model)
})

afterAll(() => session?.close())

async function collect(
  parts: AsyncIterable<GenerationPart>,
): Promise<GenerationPart[]> {
  const all: GenerationPart[] = []
  for await (const part of parts) all.push(part)
  return all
}

const digest = async (from: InferenceSession, prompt = paris) =>
  generationDigest(await runPrompt(from, prompt))

test('answers a question, token by token', async () => {
  const parts = await collect(session.generate(paris))
  const last = parts.pop()
  expect(last).toMatchObject({
    type: 'generation',
    generation: {
      finishReason: 'stop',
      text: expect.stringContaining('Paris'),
    },
  })
  if (last?.type !== 'generation' || last.generation.finishReason === 'error')
    return
  const tokens = parts.flatMap((part) => (part.type === 'token' ? [part] : []))
  expect(tokens.map(({ index }) => index)).toEqual([...tokens.keys()])
  expect(tokens.map(({ token }) => token)).toEqual(last.generation.tokens)
  expect(tokens.map(({ text }) => text).join('')).toBe(last.generation.text)
})

test('the same bits again, also after another prompt and in a second session', async () => {
  const first = await digest(session)
  expect(await digest(session)).toBe(first)
  await digest(session, story)
  expect(await digest(session)).toBe(first)
  const second = await engine.load(model)
  try {
    const both = await Promise.all([
      digest(session, story),
      digest(second),
      digest(session),
      digest(second, story),
    ])
    const told = await digest(session, story)
    expect(both).toEqual([told, first, first, told])
  } finally {
    await second.close()
  }
})

test.each([
  ['你好，世界！请说中文。', 'Chinese'],
  ['👩‍🔬🇫🇷👋🏽 Say it with emoji: 🎉🎉🎉', 'emoji'],
  ['Ne\u0301e, Zˁ, a\u0323\u0302: repeat “Ne\u0301e”.', 'combining marks'],
  ['\u{1FAE9}\u{10D40} new in Unicode 16', 'characters newer than the rule'],
])('streams whole characters: %s', async (content) => {
  const parts = await collect(session.generate(promptOf(content, 40)))
  const last = parts.pop()
  const text = parts
    .map((part) => (part.type === 'token' ? part.text : ''))
    .join('')
  expect(last).toMatchObject({ generation: { text } })
  for (const part of parts) {
    if (part.type === 'token') expect(part.text).not.toMatch(/\ufffd$/)
  }
})

test('limits are the same generation everywhere', async () => {
  const tooLong = { finishReason: 'error', error: 'prompt-too-long' }
  const manyBytes = promptOf('x'.repeat(model.manifest.decoding.maxPromptBytes))
  expect(await runPrompt(session, manyBytes)).toEqual(tooLong)
  const manyTokens = promptOf('1 '.repeat(3000))
  expect(await runPrompt(session, manyTokens)).toEqual(tooLong)
  const malformed = { type: 'aichain/prompt/1', messages: [] } as const
  expect(await runPrompt(session, malformed)).toEqual({
    finishReason: 'error',
    error: 'prompt-malformed',
  })
})

test('abort rejects at once with the reason, and leaves the session whole', async () => {
  const before = await digest(session)
  const controller = new AbortController()
  const { signal } = controller
  const parts = session.generate(story, { signal })[Symbol.asyncIterator]()
  await parts.next()
  const reason = { because: 'enough' }
  const pending = parts.next()
  controller.abort(reason)
  await expect(pending).rejects.toBe(reason)
  expect(await parts.next()).toEqual({ done: true, value: undefined })
  expect(await digest(session)).toBe(before)
})

test('an abort while waiting gives up the place', async () => {
  const running = session.generate(story)[Symbol.asyncIterator]()
  await running.next()
  const controller = new AbortController()
  const waiting = runPrompt(session, paris, { signal: controller.signal })
  const after = digest(session)
  controller.abort('changed my mind')
  await expect(waiting).rejects.toBe('changed my mind')
  await running.return?.()
  expect(await after).toMatch(/^0x/)
})

test('aborted before the start, nothing starts', async () => {
  const signal = AbortSignal.abort('no')
  await expect(runPrompt(session, paris, { signal })).rejects.toBe('no')
  await expect(engine.load(model, { signal })).rejects.toBe('no')
})

test('a timeout is an OperationTimeoutError', async () => {
  const code = 'operation-timeout'
  await expect(runPrompt(session, story, { timeout: 1 })).rejects.toMatchObject(
    { code },
  )
  await expect(engine.load(model, { timeout: 1 })).rejects.toMatchObject({
    code,
  })
})

test('the caller goes on working while the model computes', async () => {
  const long = promptOf('tell me about '.repeat(40), 1)
  let isDone = false
  const generation = runPrompt(session, long).finally(() => {
    isDone = true
  })
  let turns = 0
  while (!isDone) {
    turns += 1
    await new Promise((resolve) => setImmediate(resolve))
  }
  await generation
  // Were the prompt read on this thread, it would be a handful.
  expect(turns).toBeGreaterThan(50)
})

test('tells what it is made of', async () => {
  const runtime = await engine.runtime()
  expect(runtime).toEqual({
    package: 'onnxruntime-web',
    version: '1.30.0',
    // Of the files in the npm package; other bytes may be other bits.
    wasm: '0x3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2',
    loader:
      '0xe13f7f94fc51b4ca72b12faeb1ee95f4ace6dfbc8939bc718aabdc0a27c4299b',
    executionProvider: 'wasm',
    threads: 1,
    graphOptimization: 'basic',
    schedule: 'prefill-then-one-token/1',
    text: 'unicode@15.0 limits@1 @huggingface/tokenizers@0.2.0 @huggingface/jinja@0.5.11',
  })
})

test('reads nothing of a model that pins another runtime', async () => {
  const { manifest } = tiny
  const runtime = { ...manifest.runtime, version: '1.29.0' }
  const read = vi.fn()
  const loading = engine.load({ manifest: { ...manifest, runtime }, read })
  await expect(loading).rejects.toMatchObject({
    code: 'runtime-mismatch',
    field: 'version',
    pinned: '1.29.0',
    actual: '1.30.0',
  })
  expect(read).not.toHaveBeenCalled()
})

test('a model that is too large is refused before its graph is read', async () => {
  const { onnxEngine } = await builtOnnx()
  const paths: string[] = []
  const read = async (path: string) => {
    paths.push(path)
    return await model.read(path)
  }
  await expect(
    onnxEngine({ maximumBytes: 1e8 }).load({ ...model, read }),
  ).rejects.toMatchObject({
    code: 'model-unsupported',
    reason: expect.stringContaining('more than the 100000000 allowed'),
    remedy: expect.stringContaining("'maximumBytes'"),
  })
  expect(paths).toEqual([model.manifest.config])
})

test('tells how loading goes', async () => {
  const steps: unknown[] = []
  const loaded = await engine.load(tiny, {
    onProgress: (step) => steps.push(step),
  })
  await loaded.close()
  const { manifest } = tiny
  const size = (path: string) =>
    manifest.files.find((file) => file.path === path)?.size
  const parts = [
    manifest.config,
    manifest.tokenizer,
    manifest.tokenizerConfig,
    manifest.graph,
  ]
  expect(steps).toEqual([
    ...parts.map((path) => ({ type: 'file', path, size: size(path) })),
    { type: 'session' },
  ])
})

test('a graph that cannot be loaded is the model’s fault, with its file', async () => {
  const read = async (path: string) =>
    path === tiny.manifest.graph ? Uint8Array.of(1, 2, 3) : tiny.read(path)
  await expect(
    engine.load({ manifest: tiny.manifest, read }),
  ).rejects.toMatchObject({
    code: 'model-unsupported',
    path: tiny.manifest.graph,
  })
})

/** The real worker, with `script` added to what it does on each request. */
async function engineWith(script: string): Promise<InferenceEngine> {
  const { onnxEngine } = await builtOnnx()
  const real = JSON.stringify(builtFile('onnx-worker.js').href)
  const source = `
    import { parentPort } from 'node:worker_threads'
    import ${real}
    let count = 0
    parentPort.on('message', ({ request }) => {
      if (request.type === 'next') count += 1
      ${script}
    })`
  const url = `data:text/javascript,${encodeURIComponent(source)}`
  return onnxEngine({ worker: new URL(url) })
}

test.each([
  ['exits', 'if (count === 1) process.exit(7)', 'ended with code 7'],
  ['throws', "if (count === 1) throw new RangeError('no memory')", 'no memory'],
])(
  'a worker that %s fails what is pending, and all after',
  async (_, script, reason) => {
    const fragile = await (await engineWith(script)).load(tiny)
    const waiting = async () => {
      await expect(runPrompt(fragile, paris)).rejects.toMatchObject({
        code: 'inference-failed',
      })
    }
    await expect(
      Promise.all([runPrompt(fragile, story), waiting()]),
    ).rejects.toMatchObject({
      code: 'inference-failed',
      isRetryable: true,
      reason: expect.stringContaining(reason),
    })
    await waiting()
    await fragile.close()
  },
)

test('a worker that dies while loading fails the loading', async () => {
  const doomed = await engineWith('process.exit(1)')
  await expect(doomed.load(tiny)).rejects.toMatchObject({
    code: 'inference-failed',
  })
})

test('a worker that is not where it should be is named, with the remedy', async () => {
  const { onnxEngine } = await builtOnnx()
  const worker = new URL('file:///nowhere/onnx-worker.js')
  await expect(onnxEngine({ worker }).load(tiny)).rejects.toMatchObject({
    code: 'engine-unavailable',
    missing: 'onnx-worker.js',
    remedy: expect.stringContaining("'worker'"),
  })
})

test('takes its code from this machine only', async () => {
  const { onnxEngine } = await builtOnnx()
  const runtime = {
    wasm: 'https://cdn.example/ort-wasm-simd-threaded.wasm',
    loader: 'https://cdn.example/ort-wasm-simd-threaded.mjs',
  }
  await expect(onnxEngine({ runtime }).runtime()).rejects.toMatchObject({
    code: 'invalid-argument',
    argument: 'runtime',
  })
})

test('a runtime file that cannot be read is named, and looked for again', async () => {
  const { onnxEngine } = await builtOnnx()
  const nowhere = 'file:///nowhere/ort.wasm'
  const broken = onnxEngine({ runtime: { wasm: nowhere, loader: nowhere } })
  for (const _ of [1, 2]) {
    await expect(broken.runtime()).rejects.toMatchObject({
      code: 'engine-unavailable',
      missing: nowhere,
    })
  }
})
