/** Sizes of a model. */
export type Shape = {
  /** The model that has these sizes. */
  readonly like: string
  readonly hiddenSize: number
  readonly intermediateSize: number
  readonly layers: number
  readonly heads: number
  readonly keyValueHeads: number
  readonly headDimension: number
  readonly vocabularySize: number
  readonly ropeTheta: number
  readonly contextLength: number
}

/** A model's weights, by their Hugging Face names. */
export type Weights = (name: string) => Float32Array<ArrayBuffer>

/**
 * Sizes of real models, for weights that are random: speed does not depend on
 * what a model knows.
 */
export const shapes: Readonly<Record<string, Shape>> = {
  '26m': {
    like: 'MiniMind2-Small',
    hiddenSize: 512,
    intermediateSize: 1408,
    layers: 8,
    heads: 8,
    keyValueHeads: 2,
    headDimension: 64,
    vocabularySize: 6400,
    ropeTheta: 1_000_000,
    contextLength: 2048,
  },
  '135m': {
    like: 'SmolLM2-135M',
    hiddenSize: 576,
    intermediateSize: 1536,
    layers: 30,
    heads: 9,
    keyValueHeads: 3,
    headDimension: 64,
    vocabularySize: 49_152,
    ropeTheta: 100_000,
    contextLength: 2048,
  },
}

/** Of every model here: what it divides by in its norms is never zero. */
export const NORM_EPSILON = 1e-5

/**
 * Every weight of a model by its Hugging Face name, as [rows, columns]; norms
 * have columns alone. The head is the embedding.
 */
export function tensorShapes(
  shape: Shape,
): ReadonlyMap<string, readonly number[]> {
  const { hiddenSize, intermediateSize, headDimension } = shape
  const query = shape.heads * headDimension
  const keyValue = shape.keyValueHeads * headDimension
  const layer = {
    'input_layernorm.weight': [hiddenSize],
    'self_attn.q_proj.weight': [query, hiddenSize],
    'self_attn.k_proj.weight': [keyValue, hiddenSize],
    'self_attn.v_proj.weight': [keyValue, hiddenSize],
    'self_attn.o_proj.weight': [hiddenSize, query],
    'post_attention_layernorm.weight': [hiddenSize],
    'mlp.gate_proj.weight': [intermediateSize, hiddenSize],
    'mlp.up_proj.weight': [intermediateSize, hiddenSize],
    'mlp.down_proj.weight': [hiddenSize, intermediateSize],
  }
  const layers = Array.from({ length: shape.layers }, (_, index) =>
    Object.entries(layer).map(([name, dims]): [string, number[]] => [
      `model.layers.${index}.${name}`,
      dims,
    ]),
  )
  return new Map<string, readonly number[]>([
    ['model.embed_tokens.weight', [shape.vocabularySize, hiddenSize]],
    ...layers.flat(),
    ['model.norm.weight', [hiddenSize]],
  ])
}
