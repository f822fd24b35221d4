import { expect, test } from 'vitest'
import { checkMemory } from './check-memory.js'

const config = {
  num_hidden_layers: 2,
  num_key_value_heads: 3,
  num_attention_heads: 6,
  head_dim: 8,
}

const decoding = {
  sampler: 'greedy/1',
  ties: 'lowest-id',
  nonFinite: 'reject',
  repetitionPenalty: '1',
  endOfSequence: [0],
  contextLimit: 100,
  maxNewTokens: 1,
  maxPromptBytes: 1,
} as const

const manifest = {
  graph: 'model.onnx',
  dtype: 'fp32',
  files: [{ path: 'model.onnx', size: 1000, cid: 'bafk' }],
  decoding,
} as unknown as Parameters<typeof checkMemory>[0]

// Keys and values of 2 layers, 3 heads of 8 floats, for 100 tokens, twice.
const cache = 2 * (2 * 3 * 8) * 4 * 100 * 2

test('counts the graph twice and the cache twice, to the byte', () => {
  const needed = 2000 + cache
  expect(() => checkMemory(manifest, config, needed)).not.toThrow()
  expect(() => checkMemory(manifest, config, needed - 1)).toThrow(
    expect.objectContaining({
      code: 'model-unsupported',
      path: 'model.onnx',
      reason: `it needs ${needed} bytes of memory (2000 for the graph, ${cache} for 100 tokens of context), more than the ${needed - 1} allowed`,
    }),
  )
})

test('weights of eight bits are held as float32 too', () => {
  const q8 = { ...manifest, dtype: 'q8' }
  const needed = 5000 + cache
  expect(() => checkMemory(q8, config, needed)).not.toThrow()
  expect(() => checkMemory(q8, config, needed - 1)).toThrow()
})

test('a context that no machine holds is refused, however small the graph', () => {
  const contextLimit = Number.MAX_SAFE_INTEGER
  const endless = { ...manifest, decoding: { ...decoding, contextLimit } }
  expect(() => checkMemory(endless, config, 2 ** 32)).toThrow(/of context/)
})
