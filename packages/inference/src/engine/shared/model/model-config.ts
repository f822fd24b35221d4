import { isRecord } from './is-record.js'

/** Sizes of the key-value cache, where the graph leaves them open. */
export type CacheDimensions = {
  readonly heads: number | undefined
  readonly headDimension: number | undefined
}

/** What is read from a model's `config.json`. */
export type ModelConfig = CacheDimensions & {
  readonly layers: number | undefined
  /** Longest text the model was built for, in tokens. */
  readonly maximumPositions: number | undefined
  readonly endOfSequence: readonly number[]
}

/**
 * Reads a Hugging Face `config.json`; of models with several parts, the part
 * for text. Architectures name the same fact differently.
 */
export function modelConfig(json: unknown): ModelConfig {
  const outer = isRecord(json) ? json : {}
  const config = isRecord(outer.text_config) ? outer.text_config : outer
  const attentionHeads = firstInteger(config, 'num_attention_heads', 'n_head')
  const hiddenSize = firstInteger(config, 'hidden_size', 'n_embd')
  return {
    layers: firstInteger(config, 'num_hidden_layers', 'n_layer'),
    heads: firstInteger(config, 'num_key_value_heads') ?? attentionHeads,
    headDimension:
      firstInteger(config, 'head_dim') ??
      (attentionHeads && hiddenSize ? hiddenSize / attentionHeads : undefined),
    maximumPositions: firstInteger(
      config,
      'max_position_embeddings',
      'n_positions',
      'max_seq_len',
    ),
    endOfSequence: tokenIds(config.eos_token_id ?? outer.eos_token_id),
  }
}

/** Ids from a field that holds one, several or none; ascending, each once. */
export function tokenIds(field: unknown): readonly number[] {
  const ids = (Array.isArray(field) ? field : [field]).filter(isTokenId)
  return [...new Set(ids)].sort((a, b) => a - b)
}

function isTokenId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function firstInteger(
  record: Record<string, unknown>,
  ...names: readonly string[]
): number | undefined {
  const found = names.map((name) => record[name]).find(Number.isSafeInteger)
  return found as number | undefined
}
