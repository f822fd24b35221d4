import type { LlamaConfig } from './llama-config.js'

/** A matrix of the prepared model, and the tensor that it is made of. */
export type PlannedMatrix = {
  /** Of the prepared model, without `.weight` and `.scale`. */
  readonly name: string
  readonly rows: number
  readonly columns: number
  readonly source: string
  /** Whether its rows are the dimensions of heads that are rotated. */
  readonly isRotated: boolean
}

/** A vector of the prepared model, and the tensor that it is. */
export type PlannedVector = {
  readonly name: string
  readonly length: number
  readonly source: string
}

export type WeightPlan = {
  readonly matrices: readonly PlannedMatrix[]
  readonly vectors: readonly PlannedVector[]
}

/** How a format names the tensors of a Llama; `{}` is the number of the layer. */
export type TensorNames = Readonly<
  Record<
    | 'embedding'
    | 'head'
    | 'norm'
    | 'query'
    | 'key'
    | 'value'
    | 'output'
    | 'gate'
    | 'up'
    | 'down'
    | 'attention_norm'
    | 'feed_forward_norm',
    string
  >
>

export const HUGGING_FACE_NAMES: TensorNames = {
  embedding: 'model.embed_tokens.weight',
  head: 'lm_head.weight',
  norm: 'model.norm.weight',
  query: 'model.layers.{}.self_attn.q_proj.weight',
  key: 'model.layers.{}.self_attn.k_proj.weight',
  value: 'model.layers.{}.self_attn.v_proj.weight',
  output: 'model.layers.{}.self_attn.o_proj.weight',
  gate: 'model.layers.{}.mlp.gate_proj.weight',
  up: 'model.layers.{}.mlp.up_proj.weight',
  down: 'model.layers.{}.mlp.down_proj.weight',
  attention_norm: 'model.layers.{}.input_layernorm.weight',
  feed_forward_norm: 'model.layers.{}.post_attention_layernorm.weight',
}

export const GGUF_NAMES: TensorNames = {
  embedding: 'token_embd.weight',
  head: 'output.weight',
  norm: 'output_norm.weight',
  query: 'blk.{}.attn_q.weight',
  key: 'blk.{}.attn_k.weight',
  value: 'blk.{}.attn_v.weight',
  output: 'blk.{}.attn_output.weight',
  gate: 'blk.{}.ffn_gate.weight',
  up: 'blk.{}.ffn_up.weight',
  down: 'blk.{}.ffn_down.weight',
  attention_norm: 'blk.{}.attn_norm.weight',
  feed_forward_norm: 'blk.{}.ffn_norm.weight',
}

/** Every tensor that a Llama of these dimensions has. */
export function weightPlan(
  config: LlamaConfig,
  names: TensorNames,
): WeightPlan {
  const { hiddenSize: hidden, vocabularySize: vocabulary } = config
  const layers = Array.from({ length: config.layers }, (_, index) =>
    layerPlan(config, names, index),
  )
  const matrix = (name: 'embedding' | 'head'): PlannedMatrix => ({
    name,
    rows: vocabulary,
    columns: hidden,
    source: names[name],
    isRotated: false,
  })
  return {
    matrices: [
      matrix('embedding'),
      ...(config.tiedHead ? [] : [matrix('head')]),
      ...layers.flatMap(({ matrices }) => matrices),
    ],
    vectors: [
      { name: 'norm', length: hidden, source: names.norm },
      ...layers.flatMap(({ vectors }) => vectors),
    ],
  }
}

function layerPlan(
  config: LlamaConfig,
  names: TensorNames,
  index: number,
): WeightPlan {
  const { hiddenSize: hidden, intermediateSize: middle } = config
  const query = config.heads * config.headDimension
  const key = config.keyValueHeads * config.headDimension
  const sizes = {
    query: [query, hidden],
    key: [key, hidden],
    value: [key, hidden],
    output: [hidden, query],
    gate: [middle, hidden],
    up: [middle, hidden],
    down: [hidden, middle],
  } as const
  const name = (part: string) => `layers.${index}.${part}`
  const source = (part: keyof TensorNames) =>
    names[part].replace('{}', String(index))
  const parts = Object.keys(sizes) as (keyof typeof sizes)[]
  return {
    matrices: parts.map((part) => ({
      name: name(part),
      rows: sizes[part][0],
      columns: sizes[part][1],
      source: source(part),
      isRotated: part === 'query' || part === 'key',
    })),
    vectors: (['attention_norm', 'feed_forward_norm'] as const).map((part) => ({
      name: name(part),
      length: hidden,
      source: source(part),
    })),
  }
}
