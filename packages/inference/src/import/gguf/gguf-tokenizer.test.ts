import * as tokenizers from '@huggingface/tokenizers'
import { expect, test } from 'vitest'
import { byteTokenizerMetadata } from '../../../test/support/byte-tokenizer.js'
import { defaultModelFolder } from '../../../test/support/default-model.js'
import { textCodec } from '../../engine/shared/text/tokenizer/text-codec.js'
import type { GgufFile } from './gguf.js'
import type { GgufValue } from './gguf-header.js'
import { ggufTokenizer } from './gguf-tokenizer.js'

const TEXTS = [
  'Hello, world! What is the capital of France?',
  'Grüße, Ελλάδα, 北京 👩‍🔬 naïve café',
  "  two  spaces\n\n\tand 1234567 digits it's I'LL",
  '<|im_start|>user\nHi<|im_end|>\n',
]

function fileOf(metadata: Readonly<Record<string, unknown>>): GgufFile {
  const entries = Object.entries(metadata) as [string, GgufValue][]
  return { path: 'x.gguf', metadata: new Map(entries), tensors: [] }
}

function codecOf(metadata: Readonly<Record<string, unknown>>) {
  const { tokenizer, tokenizerConfig } = ggufTokenizer(fileOf(metadata))
  return textCodec(new tokenizers.Tokenizer(tokenizer, tokenizerConfig))
}

type TokenizerJson = {
  readonly model: {
    readonly vocab: Record<string, number>
    readonly merges: readonly (string | readonly [string, string])[]
  }
}

test('byte pairs of a real model give the tokens of its own tokenizer', async () => {
  const folder = await defaultModelFolder()
  const read = async (path: string) =>
    JSON.parse(new TextDecoder().decode(await folder.read(path)))
  const json = (await read('tokenizer.json')) as TokenizerJson
  const own = textCodec(
    new tokenizers.Tokenizer(json, await read('tokenizer_config.json')),
  )
  // JavaScript puts keys that are digits first.
  const tokens = Object.entries(json.model.vocab)
    .sort(([, a], [, b]) => a - b)
    .map(([text]) => text)
  const ours = codecOf({
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.pre': 'gpt-2',
    'tokenizer.ggml.tokens': tokens,
    'tokenizer.ggml.token_type': tokens.map((_, id) => (id < 3 ? 3 : 1)),
    'tokenizer.ggml.merges': json.model.merges.map((merge) =>
      typeof merge === 'string' ? merge : merge.join(' '),
    ),
    'tokenizer.ggml.eos_token_id': 2,
  })
  for (const text of TEXTS) {
    const ids = own.encode(text) ?? []
    expect(ours.encode(text)).toEqual(ids)
    expect(ours.decode(ids)).toBe(own.decode(ids))
  }
})

const PIECES: readonly (readonly [string, number, number])[] = [
  ['<unk>', 0, 2],
  ['<s>', 0, 3],
  ['</s>', 0, 3],
  ...Array.from(
    { length: 256 },
    (_, byte) =>
      [
        `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
        0,
        6,
      ] as const,
  ),
  ['▁t', -1, 1],
  ['he', -2, 1],
  ['▁the', -3, 1],
  ['▁a', -4, 1],
  ['th', -5, 1],
  ['▁', -10, 1],
  ['t', -11, 1],
  ['h', -12, 1],
  ['e', -13, 1],
  ['a', -14, 1],
]

const SENTENCE_PIECES = {
  'tokenizer.ggml.model': 'llama',
  'tokenizer.ggml.tokens': PIECES.map(([text]) => text),
  'tokenizer.ggml.scores': PIECES.map(([, score]) => score),
  'tokenizer.ggml.token_type': PIECES.map(([, , type]) => type),
  'tokenizer.ggml.unknown_token_id': 0,
  'tokenizer.ggml.bos_token_id': 1,
  'tokenizer.ggml.eos_token_id': 2,
}

test.each([
  // "▁t" is the best pair, then "he", then both together.
  ['the', ['▁the']],
  ['a the', ['▁a', '▁the']],
  ['tthe', ['▁t', 't', 'he']],
  ['ü', ['▁', '<0xC3>', '<0xBC>']],
  ['<s>a', ['<s>', '▁a']],
])('sentence pieces of %j', (text, pieces) => {
  const codec = codecOf(SENTENCE_PIECES)
  const ids = codec.encode(text) ?? []
  expect(ids.map((id) => PIECES[id]?.[0])).toEqual(pieces)
  expect(codec.decode(ids)).toBe(text.replace('<s>', ''))
})

test('without the space before a text, none is added or taken away', () => {
  const codec = codecOf({
    ...SENTENCE_PIECES,
    'tokenizer.ggml.add_space_prefix': false,
  })
  const ids = codec.encode('th') ?? []
  expect(ids.map((id) => PIECES[id]?.[0])).toEqual(['th'])
  expect(codec.decode(codec.encode(' a') ?? [])).toBe(' a')
})

test('the special tokens and the template come along', () => {
  const metadata = byteTokenizerMetadata(300)
  const { tokenizerConfig, tokenizer } = ggufTokenizer(
    fileOf({
      ...metadata,
      'tokenizer.ggml.token_type': [...metadata['tokenizer.ggml.token_type']],
    }),
  )
  expect(tokenizerConfig).toMatchObject({
    bos_token: '<|im_start|>',
    eos_token: '<|im_end|>',
    chat_template: expect.stringContaining('add_generation_prompt'),
  })
  expect(tokenizer.added_tokens).toMatchObject([
    { id: 0, content: '<|endoftext|>', special: true },
    { id: 1, content: '<|im_start|>', special: true },
    { id: 2, content: '<|im_end|>', special: true },
  ])
})

test.each([
  ['smollm', 'a12 b', 5],
  ['llama-bpe', 'a1234', 5],
  ['qwen2', 'a12', 3],
])('cuts text as %s does', (pre, text, count) => {
  const metadata = byteTokenizerMetadata(300)
  const codec = codecOf({
    ...metadata,
    'tokenizer.ggml.token_type': [...metadata['tokenizer.ggml.token_type']],
    'tokenizer.ggml.pre': pre,
  })
  const ids = codec.encode(text) ?? []
  expect(ids).toHaveLength(count)
  expect(codec.decode(ids)).toBe(text)
})

test.each([
  ['tokens that are no texts', { 'tokenizer.ggml.tokens': [1, 2] }],
  ['scores that are too few', { 'tokenizer.ggml.scores': [1] }],
  ['types that are too few', { 'tokenizer.ggml.token_type': [1] }],
])('%s are damage', (_, change) => {
  expect(() =>
    ggufTokenizer(fileOf({ ...SENTENCE_PIECES, ...change })),
  ).toThrow(
    expect.objectContaining({ code: 'model-unsupported', path: 'x.gguf' }),
  )
})
