import { expect, test } from 'vitest'
import { modelConfig, tokenIds } from './model-config.js'

test('reads the names of Llama', () => {
  expect(
    modelConfig({
      num_attention_heads: 8,
      num_key_value_heads: 2,
      hidden_size: 512,
      max_position_embeddings: 32768,
      eos_token_id: [5, 2, 5],
    }),
  ).toEqual({
    heads: 2,
    headDimension: 64,
    maximumPositions: 32768,
    endOfSequence: [2, 5],
  })
})

test('reads the names of GPT-2, and an explicit head dimension', () => {
  expect(modelConfig({ n_head: 12, n_embd: 768, n_positions: 1024 })).toEqual({
    heads: 12,
    headDimension: 64,
    maximumPositions: 1024,
    endOfSequence: [],
  })
  expect(modelConfig({ head_dim: 128 }).headDimension).toBe(128)
})

test('of a model with several parts, reads the part for text', () => {
  const config = modelConfig({
    eos_token_id: 1,
    vision_config: { num_attention_heads: 3 },
    text_config: { num_attention_heads: 4 },
  })
  expect(config.heads).toBe(4)
  expect(config.endOfSequence).toEqual([1])
})

test.each([null, [], 'text', {}])('%j tells nothing', (json) => {
  expect(modelConfig(json)).toEqual({
    heads: undefined,
    headDimension: undefined,
    maximumPositions: undefined,
    endOfSequence: [],
  })
})

test('only token ids are token ids', () => {
  expect(tokenIds([1.5, -1, '2', null, 0])).toEqual([0])
  expect(tokenIds(undefined)).toEqual([])
})
