import { beforeAll, expect, test, vi } from 'vitest'
import { startTestRuntime } from '../../../../test/support/ort.js'
import {
  countingModel,
  tableModel,
} from '../../../../test/support/tiny-graph.js'
import type { DecodingRules } from '../../../document/manifest.js'
import { encodePrompt, type Prompt } from '../../../document/prompt.js'
import type { GenerationPart } from '../../../ports/inference-engine.js'
import { modelSignature } from '../../onnx/graph/model-signature.js'
import {
  languageModel,
  type OnnxRuntime,
} from '../../onnx/runtime/language-model.js'
import { generate, type LoadedModel } from './generation.js'

const END = 9

const rules: DecodingRules = {
  sampler: 'greedy/1',
  ties: 'lowest-id',
  nonFinite: 'reject',
  repetitionPenalty: '1',
  endOfSequence: [END],
  contextLimit: 100,
  maxNewTokens: 4,
  maxPromptBytes: 200,
}

/** Each digit of the question is its own token; the answer is digits too. */
const text = {
  template: {
    render: (messages: Prompt['messages']) => messages.at(-1)?.content,
  },
  codec: {
    encode: (digits: string) => [...digits].map(Number),
    decode: (tokens: readonly number[]) => tokens.join(''),
  },
}

let runtime: OnnxRuntime
beforeAll(async () => {
  runtime = await startTestRuntime()
})

async function load(
  graph: Uint8Array,
  decoding: Partial<DecodingRules> = {},
): Promise<LoadedModel> {
  const session = await runtime.InferenceSession.create(graph, {
    executionProviders: ['wasm'],
  })
  const signature = modelSignature(
    session.inputMetadata.filter((input) => input.isTensor),
    session.outputMetadata.filter((output) => output.isTensor),
    { heads: undefined, headDimension: undefined },
  )
  if (!signature.ok) throw new TypeError(signature.reason)
  const model = languageModel(runtime, session, signature.value)
  return { ...text, languageModel: model, decoding: { ...rules, ...decoding } }
}

function question(content: string, maxNewTokens?: number): Uint8Array {
  return encodePrompt({
    type: 'aichain/prompt/1',
    messages: [{ role: 'user', content }],
    ...(maxNewTokens === undefined ? {} : { maxNewTokens }),
  })
}

async function collect(
  model: LoadedModel,
  prompt: Uint8Array,
): Promise<GenerationPart[]> {
  const parts: GenerationPart[] = []
  for await (const part of generate(model, { prompt })) parts.push(part)
  return parts
}

async function result(model: LoadedModel, prompt: Uint8Array) {
  const last = (await collect(model, prompt)).at(-1)
  return last?.type === 'generation' ? last.generation : undefined
}

/** Scores of ten tokens, all -1 but those given. */
function row(scores: Record<number, number>): number[] {
  return Array.from({ length: 10 }, (_, token) => scores[token] ?? -1)
}

const rows = (entries: Record<number, Record<number, number>>) =>
  tableModel(
    Array.from({ length: 10 }, (_, token) => row(entries[token] ?? {})),
  )

test('yields tokens with their text, then one generation', async () => {
  const model = await load(rows({ 1: { 2: 5 }, 2: { 3: 5 }, 3: { [END]: 5 } }))
  expect(await collect(model, question('1'))).toEqual([
    { type: 'token', index: 0, token: 2, text: '2' },
    { type: 'token', index: 1, token: 3, text: '3' },
    {
      type: 'generation',
      generation: { finishReason: 'stop', text: '23', tokens: [2, 3] },
    },
  ])
})

test('an end at once is an empty answer', async () => {
  const model = await load(rows({ 1: { [END]: 5 } }))
  expect(await result(model, question('1'))).toEqual({
    finishReason: 'stop',
    text: '',
    tokens: [],
  })
})

test('every declared end ends', async () => {
  const model = await load(rows({ 1: { 7: 5 } }), { endOfSequence: [END, 7] })
  expect(await result(model, question('1'))).toMatchObject({ tokens: [] })
})

test('the lowest id wins a tie', async () => {
  const model = await load(rows({ 1: { 4: 5, 8: 5 }, 4: { [END]: 1 } }))
  expect(await result(model, question('1'))).toMatchObject({ tokens: [4] })
})

test('reads the prompt at once, then one token at a time, over its cache', async () => {
  const model = await load(countingModel(20), { endOfSequence: [19] })
  const read = vi.spyOn(model.languageModel, 'read')
  expect(await result(model, question('55555'))).toEqual({
    finishReason: 'length',
    text: '5678',
    tokens: [5, 6, 7, 8],
  })
  expect(read.mock.calls.map(([tokens]) => tokens)).toEqual([
    [5, 5, 5, 5, 5],
    [5],
    [6],
    [7],
  ])
})

test.each([
  {
    name: 'the manifest',
    maxNewTokens: undefined,
    contextLimit: 100,
    count: 4,
  },
  { name: 'the prompt', maxNewTokens: 2, contextLimit: 100, count: 2 },
  {
    name: 'the manifest, over the prompt',
    maxNewTokens: 50,
    contextLimit: 100,
    count: 4,
  },
  { name: 'the context', maxNewTokens: undefined, contextLimit: 8, count: 3 },
])('$name limits the answer', async ({ maxNewTokens, contextLimit, count }) => {
  const model = await load(countingModel(20), {
    endOfSequence: [19],
    contextLimit,
  })
  const generation = await result(model, question('00000', maxNewTokens))
  expect(generation).toMatchObject({
    finishReason: 'length',
    tokens: [5, 6, 7, 8].slice(0, count),
  })
})

const tooLong = { finishReason: 'error', error: 'prompt-too-long' }
const malformed = { finishReason: 'error', error: 'prompt-malformed' }
const nonFinite = { finishReason: 'error', error: 'non-finite-logits' }

test('a prompt that leaves no room is too long, and is not run', async () => {
  const model = await load(countingModel(20), { contextLimit: 5 })
  const read = vi.spyOn(model.languageModel, 'read')
  expect(await result(model, question('00000'))).toEqual(tooLong)
  expect(await result(model, question('0000'))).toMatchObject({ tokens: [4] })
  expect(read).toHaveBeenCalledTimes(1)
})

test('a prompt of too many bytes is too long, whatever its tokens', async () => {
  const model = await load(countingModel(20))
  const bytes = question('0').length
  const exact = { ...model.decoding, maxPromptBytes: bytes }
  expect(
    await result({ ...model, decoding: exact }, question('0')),
  ).toMatchObject({ finishReason: 'length' })
  const below = { ...model.decoding, maxPromptBytes: bytes - 1 }
  expect(await result({ ...model, decoding: below }, question('0'))).toEqual(
    tooLong,
  )
})

test.each([
  ['not a prompt', new TextEncoder().encode('{"hello":1}')],
  ['not canonical', new TextEncoder().encode('{ "hello": 1 }')],
  ['nothing', new Uint8Array()],
])('%s is malformed', async (_, bytes) => {
  const model = await load(countingModel(20))
  expect(await collect(model, bytes)).toEqual([
    { type: 'generation', generation: malformed },
  ])
})

test('what the template refuses or the tokenizer cannot say is malformed', async () => {
  const model = await load(countingModel(20))
  const refusing = { render: () => undefined }
  expect(await result({ ...model, template: refusing }, question('1'))).toEqual(
    malformed,
  )
  const speechless = { ...model.codec, encode: () => undefined }
  expect(await result({ ...model, codec: speechless }, question('1'))).toEqual(
    malformed,
  )
  const silent = { ...model.codec, encode: () => [] }
  expect(await result({ ...model, codec: silent }, question('1'))).toEqual(
    malformed,
  )
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
  'a score of %d is an error, also after some tokens',
  async (score) => {
    const model = await load(rows({ 1: { 2: 5 }, 2: { 0: score, 3: 7 } }))
    const parts = await collect(model, question('1'))
    expect(parts.map((part) => part.type)).toEqual(['token', 'generation'])
    expect(parts[1]).toEqual({ type: 'generation', generation: nonFinite })
    expect(await result(model, question('2'))).toEqual(nonFinite)
  },
)

test('the penalty counts tokens of the prompt and of the answer', async () => {
  const graph = rows({
    1: { 1: 1.1, 2: 1.05 },
    2: { 1: 1.02, 2: 1.1, 3: 1.01 },
    3: { [END]: 1 },
  })
  const plain = await load(graph, { maxNewTokens: 2 })
  expect(await result(plain, question('1'))).toMatchObject({ tokens: [1, 1] })
  const penalised = await load(graph, { repetitionPenalty: '1.2' })
  expect(await result(penalised, question('1'))).toMatchObject({
    tokens: [2, 3],
  })
})

test('characters that engines disagree on do not reach template or tokenizer', async () => {
  const model = await load(countingModel(20))
  const render = vi.fn(() => '1')
  await collect({ ...model, template: { render } }, question('a\u{1FAE9}'))
  expect(render).toHaveBeenCalledWith([{ role: 'user', content: 'a\ufffd' }])
})

test('leaving stops before the next token', async () => {
  const model = await load(countingModel(20))
  const read = vi.spyOn(model.languageModel, 'read')
  for await (const part of generate(model, { prompt: question('0') })) {
    expect(part.type).toBe('token')
    break
  }
  expect(read).toHaveBeenCalledTimes(1)
})

test('two generations at once do not touch each other', async () => {
  const model = await load(countingModel(20), { endOfSequence: [19] })
  const [a, b] = await Promise.all([
    result(model, question('00')),
    result(model, question('0000000')),
  ])
  expect(a).toMatchObject({ tokens: [2, 3, 4, 5] })
  expect(b).toMatchObject({ tokens: [7, 8, 9, 10] })
})
