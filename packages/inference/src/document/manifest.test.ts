import { expect, test } from 'vitest'
import {
  encodeManifest,
  type ModelManifest,
  parseManifest,
} from './manifest.js'

const root = 'bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354'
const cid = 'bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq'
const digest = `0x${'ab'.repeat(32)}` as const

const manifest: ModelManifest = {
  type: 'aichain/model/1',
  name: 'minimind2-small',
  license: 'Apache-2.0',
  dtype: 'q8',
  root,
  files: [
    { path: 'config.json', cid, size: 10 },
    { path: 'onnx/model.onnx', cid: root, size: 30_000_000 },
    { path: 'tokenizer.json', cid, size: 0 },
    { path: 'tokenizer_config.json', cid, size: 12 },
  ],
  graph: 'onnx/model.onnx',
  config: 'config.json',
  tokenizer: 'tokenizer.json',
  tokenizerConfig: 'tokenizer_config.json',
  runtime: {
    package: 'onnxruntime-web',
    version: '1.30.0',
    wasm: digest,
    loader: digest,
    executionProvider: 'wasm',
    threads: 1,
    graphOptimization: 'basic',
    schedule: 'prefill-then-one-token/1',
    text: 'utf8@1 tokenizers@0.2.0',
  },
  decoding: {
    sampler: 'greedy/1',
    ties: 'lowest-id',
    nonFinite: 'reject',
    repetitionPenalty: '1.05',
    endOfSequence: [2],
    contextLimit: 2048,
    maxNewTokens: 256,
    maxPromptBytes: 65_536,
  },
  golden: [
    {
      prompt: {
        type: 'aichain/prompt/1',
        messages: [{ role: 'user', content: 'Hi' }],
      },
      generation: { finishReason: 'stop', text: 'Hi', tokens: [7] },
      logits: digest,
      steps: [digest],
    },
  ],
}

test('parseManifest undoes encodeManifest', () => {
  const parsed = parseManifest(encodeManifest(manifest))
  expect(parsed).toEqual({ ok: true, value: manifest })
})

const author = { address: `0x${'ab'.repeat(20)}`, shareBps: 500 } as const

test('a manifest may name its author, which makes it another model', () => {
  const authored = { ...manifest, author }
  expect(parseManifest(encodeManifest(authored))).toEqual({
    ok: true,
    value: authored,
  })
  expect(encodeManifest(authored)).not.toEqual(encodeManifest(manifest))
  expect(new TextDecoder().decode(encodeManifest(manifest))).not.toContain(
    'author',
  )
})

test.each([
  [{ ...author, shareBps: 2_001 }, 'author.shareBps: '],
  [{ ...author, shareBps: 0 }, 'author.shareBps: '],
  [{ ...author, address: `0x${'AB'.repeat(20)}` }, 'author.address: '],
  [{ ...author, address: `0x${'00'.repeat(20)}` }, 'author.address: '],
  [{ ...author, address: '0xab' }, 'author.address: '],
  [{ ...author, name: 'somebody' }, 'author: has the unknown key "name"'],
  [{ address: author.address }, 'author: lacks "shareBps"'],
])('refuses the author %j', (changed, reason) => {
  const bytes = encodeManifest({
    ...manifest,
    author: changed,
  } as ModelManifest)
  expect(parseManifest(bytes)).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  })
})

const seeded = {
  sampler: 'seeded/1',
  sampling: { temperature: '0.7', topK: 40, topP: '0.95' },
} as const

const integer = {
  package: 'aichain-integer',
  version: '1',
  wasm: digest,
  executionProvider: 'integer',
  text: 'tokenizer@1',
} as const

test('a manifest may sample, and name the integer engine', () => {
  const sampled: ModelManifest = {
    ...manifest,
    runtime: integer,
    decoding: { ...manifest.decoding, ...seeded },
    golden: manifest.golden.map((vector) => ({ ...vector, seed: digest })),
  }
  expect(parseManifest(encodeManifest(sampled))).toEqual({
    ok: true,
    value: sampled,
  })
})

const file = { path: 'config.json', cid, size: 10 }
const paths = (...names: string[]) => ({
  files: names.map((path) => ({ ...file, path })),
})

test.each([
  [{ type: 'aichain/model/2' }, 'type: must be'],
  [{ name: ' ' }, 'name: must be text that is not blank'],
  [{ root: 'Qm' }, 'root: must be a CIDv1'],
  [{ files: [] }, 'files: must have at least 1'],
  [{ files: [{ ...file, mode: 7 }] }, 'files[0]: has the unknown key'],
  [{ files: [{ ...file, size: -1 }] }, 'files[0].size'],
  [{ graph: 'model.onnx' }, 'graph: "model.onnx" is none of the files'],
  [{ tokenizer: 'other.json' }, 'tokenizer: "other.json" is none'],
  [paths('b', 'a'), 'files: "a" must come once and in the order of paths'],
  [paths('a', 'a'), 'files: "a" must come once'],
  [paths('../a'), 'files[0].path: must be a relative path'],
  [paths('/a'), 'files[0].path: must be a relative path'],
  [paths('a//b'), 'files[0].path: must be a relative path'],
  [paths('a/./b'), 'files[0].path: must be a relative path'],
  [paths('a\\b'), 'files[0].path: must be a relative path'],
  [paths('a\0b'), 'files[0].path: must be a relative path'],
  [{ runtime: { ...manifest.runtime, threads: 0 } }, 'runtime.threads'],
  [{ runtime: { ...manifest.runtime, wasm: '0x00' } }, 'runtime.wasm'],
  [
    { runtime: { ...manifest.runtime, graphOptimization: 'all' } },
    'runtime.graphOptimization: must be "basic"',
  ],
  [
    { decoding: { ...manifest.decoding, sampler: 'top-p/1' } },
    'decoding.sampler: must be "greedy/1" or "seeded/1"',
  ],
  [{ golden: [] }, 'golden: must have at least 1 element'],
  [
    { golden: [{ ...manifest.golden[0], generation: digest }] },
    'golden[0].generation: must be an object',
  ],
  [
    {
      golden: [
        { ...manifest.golden[0], generation: { finishReason: 'error' } },
      ],
    },
    'golden[0].generation: lacks "error"',
  ],
  [
    { golden: [{ ...manifest.golden[0], steps: ['0xAB'] }] },
    'golden[0].steps[0]',
  ],
  [
    { golden: [{ prompt: { type: 'x' }, generation: digest }] },
    'golden[0].prompt.type',
  ],
  [
    { decoding: { ...manifest.decoding, sampler: 'seeded/1' } },
    'decoding: sampling belongs',
  ],
  [
    { decoding: { ...manifest.decoding, ...seeded, sampler: 'greedy/1' } },
    'decoding: sampling belongs',
  ],
  [{ decoding: { ...manifest.decoding, ...seeded } }, 'golden: a seed belongs'],
  [
    { golden: [{ ...manifest.golden[0], seed: digest }] },
    'golden: a seed belongs',
  ],
  [
    {
      decoding: {
        ...manifest.decoding,
        sampling: { ...seeded.sampling, topP: '1.5' },
      },
    },
    'decoding.sampling.topP: must be a positive decimal of at most 1',
  ],
  [
    {
      decoding: {
        ...manifest.decoding,
        sampling: { ...seeded.sampling, topP: '1.0000000000000000001' },
      },
    },
    'decoding.sampling.topP: must be a positive decimal of at most 1',
  ],
  [
    {
      decoding: {
        ...manifest.decoding,
        sampling: { ...seeded.sampling, temperature: '0.1234567890123456' },
      },
    },
    'decoding.sampling.temperature: must be a positive decimal of at most 17',
  ],
  [{ runtime: { ...integer, wasm: '0x00' } }, 'runtime.wasm'],
  [
    { runtime: { ...integer, loader: digest } },
    'runtime: has the unknown key "loader"',
  ],
])('refuses %j: %s', (change, reason) => {
  const bytes = encodeManifest({ ...manifest, ...change } as ModelManifest)
  expect(parseManifest(bytes)).toEqual({
    ok: false,
    reason: expect.stringContaining(reason),
  })
})

test.each([
  ['1', true],
  ['1.05', true],
  ['0.5', true],
  ['0', false],
  ['1.0', false],
  ['01', false],
  ['-1', false],
  ['1e1', false],
  ['.5', false],
])('the repetition penalty %j is canonical: %j', (repetitionPenalty, ok) => {
  const decoding = { ...manifest.decoding, repetitionPenalty }
  expect(parseManifest(encodeManifest({ ...manifest, decoding })).ok).toBe(ok)
})
