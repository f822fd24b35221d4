import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seededRandom } from '../../base/test/seeded-random.js'
import type { Message, Prompt } from '../src/document/prompt.js'
import { promptCounter } from '../src/engine/prompt-counter.js'
import { runPrompt } from '../src/golden/run-prompt.js'
import type {
  InferenceEngine,
  InferenceSession,
  ModelFiles,
} from '../src/ports/inference-engine.js'
import { preparedModel } from './integer/prepared-model.js'
import { randomTensors, smallConfig } from './integer/random-model.js'
import { builtFile, builtOnnx } from './support/built.js'
import { promptOf, tinyModelFiles } from './support/default-model.js'

/** Nothing ends an answer but the room, so that its length tells the prompt's. */
const untilFull = {
  endOfSequence: [],
  contextLimit: 96,
  maxNewTokens: 96,
  maxPromptBytes: 600,
}

function withDecoding(model: ModelFiles): ModelFiles {
  const { manifest, read } = model
  const decoding = { ...manifest.decoding, ...untilFull }
  return { manifest: { ...manifest, decoding }, read }
}

/** A model whose template takes no system message, as Gemma's. */
function withoutSystem(model: ModelFiles): ModelFiles {
  const { manifest, read } = model
  const template =
    "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system') }}{% endif %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
  return {
    manifest,
    read: async (path) => {
      const bytes = await read(path)
      if (path !== manifest.tokenizerConfig) return bytes
      const config = JSON.parse(new TextDecoder().decode(bytes))
      const changed = { ...config, chat_template: template }
      return new TextEncoder().encode(JSON.stringify(changed))
    },
  }
}

const PIECES = [
  ...['a', ' word', '\n', '  ', 'é', '北京', '👩‍🔬', '\u{1FAE9}', "'s"],
  ...['<|im_start|>', '<|im_end|>', '{{ 1 }}', '\u0301', 'x'.repeat(40)],
]

const { below, pick } = seededRandom(81)

function anyMessage(): Message {
  const words = Array.from({ length: below(16) }, () => pick(PIECES))
  const role = pick(['user', 'user', 'assistant', 'system'] as const)
  return { role, content: words.join('') }
}

const prompts: Prompt[] = [
  promptOf('What is the capital of France?'),
  promptOf('Hello', 1),
  promptOf([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Hello' },
  ]),
  promptOf([{ role: 'assistant', content: 'the last must be the user' }]),
  promptOf([]),
  promptOf('one two three '.repeat(25)),
  promptOf('x'.repeat(600)),
  ...Array.from({ length: 60 }, () =>
    promptOf(Array.from({ length: 1 + below(4) }, anyMessage)),
  ),
]

type Opened = {
  readonly engine: InferenceEngine
  readonly model: ModelFiles
}

const engines: Record<string, () => Promise<Opened>> = {
  onnx: async () => {
    const engine = (await builtOnnx()).onnxEngine()
    return { engine, model: withDecoding(await tinyModelFiles(engine)) }
  },
  integer: async () => {
    builtFile('integer-worker.js')
    const url = builtFile('integer.js').href
    const { integerEngine } = await import(/* @vite-ignore */ url)
    const config = { ...smallConfig, vocabularySize: 6400, tiedHead: true }
    const model = await preparedModel(config, randomTensors(config, 5))
    return { engine: integerEngine(), model: withDecoding(model) }
  },
  // Ids from 101 on have no embedding: "Hello" cannot be read.
  'integer with few words': async () => {
    const { engine } = await (engines.integer as () => Promise<Opened>)()
    const model = await preparedModel(
      smallConfig,
      randomTensors(smallConfig, 6),
    )
    return { engine, model: withDecoding(model) }
  },
}

describe.each(Object.keys(engines))('%s', (name) => {
  let opened: Opened
  const sessions: InferenceSession[] = []

  beforeAll(async () => {
    opened = await (engines[name] as () => Promise<Opened>)()
  })

  afterAll(() => Promise.all(sessions.map((session) => session.close())))

  test.each([
    ['the own template', (model: ModelFiles) => model],
    ['a template without system messages', withoutSystem],
  ])(
    'says of every prompt what the engine says, with %s',
    async (_, change) => {
      const model = change(opened.model)
      const counter = await promptCounter(model)
      const session = await opened.engine.load(model)
      sessions.push(session)
      const reasons = new Set<string>()
      for (const prompt of prompts) {
        const end = await runPrompt(session, prompt)
        const checked = counter.check(prompt)
        if (end.finishReason === 'error') {
          expect(checked).toEqual({ ok: false, reason: end.error })
          reasons.add(end.error)
          continue
        }
        const newTokens = end.tokens.length
        const { contextLimit } = model.manifest.decoding
        const isAsked = newTokens === prompt.maxNewTokens
        const promptTokens = isAsked
          ? counter.count(prompt)
          : { ok: true, value: contextLimit - newTokens }
        expect(counter.count(prompt)).toEqual(promptTokens)
        expect(checked).toEqual({
          ok: true,
          value: {
            promptTokens: promptTokens.ok && promptTokens.value,
            newTokens,
          },
        })
        reasons.add('answered')
      }
      expect([...reasons].sort()).toEqual(
        name === 'integer with few words'
          ? ['prompt-malformed', 'prompt-too-long']
          : ['answered', 'prompt-malformed', 'prompt-too-long'],
      )
    },
  )
})

test('counts what is too long for the context, and not what has too many bytes', async () => {
  const { model } = await (engines.onnx as () => Promise<Opened>)()
  const counter = await promptCounter(model)
  const long = promptOf('one two three '.repeat(25))
  const count = counter.count(long)
  expect(count.ok && count.value).toBeGreaterThan(untilFull.contextLimit)
  expect(counter.check(long)).toEqual({ ok: false, reason: 'prompt-too-long' })
  expect(counter.count(promptOf('x'.repeat(600)))).toEqual({
    ok: false,
    reason: 'prompt-too-long',
  })
})

test('reads no weights', async () => {
  const { model } = await (engines.integer as () => Promise<Opened>)()
  const paths: string[] = []
  await promptCounter({
    manifest: model.manifest,
    read: (path, options) => {
      paths.push(path)
      return model.read(path, options)
    },
  })
  expect(paths.sort()).toEqual([
    'config.json',
    'tokenizer.json',
    'tokenizer_config.json',
  ])
})

test('refuses a model that pins other text libraries', async () => {
  const { model } = await (engines.onnx as () => Promise<Opened>)()
  const runtime = { ...model.manifest.runtime, text: 'words@1' }
  const other = { ...model, manifest: { ...model.manifest, runtime } }
  await expect(promptCounter(other)).rejects.toMatchObject({
    code: 'runtime-mismatch',
    field: 'text',
    pinned: 'words@1',
  })
})

test('an abort rejects with its reason', async () => {
  const { model } = await (engines.onnx as () => Promise<Opened>)()
  const signal = AbortSignal.abort(new TypeError('enough'))
  await expect(promptCounter(model, { signal })).rejects.toThrow('enough')
})
