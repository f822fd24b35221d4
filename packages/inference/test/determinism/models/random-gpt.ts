import { attention, splitHeads } from './attention.js'
import { type GraphBuilder, graphBuilder } from './graph-builder.js'
import { randomWeights } from './random-weights.js'

const HIDDEN = 128
const HEADS = 4
const LAYERS = 2
const POSITIONS = 256
const sizes = { heads: HEADS, keyHeads: HEADS, headSize: HIDDEN / HEADS }

/** As `config.json` says it. */
export const randomGptConfig = {
  model_type: 'gpt2',
  n_embd: HIDDEN,
  n_head: HEADS,
  n_layer: LAYERS,
  n_positions: POSITIONS,
}

/**
 * A model built like GPT-2 with random float32 weights: learned positions,
 * LayerNorm, Gelu, one key head per head, and one table for words in and out.
 */
export function randomGpt(vocabulary: number): Uint8Array {
  const graph = graphBuilder()
  const random = randomWeights(1)
  const weights: Weights = (dims, bound) => {
    const count = dims.reduce((product, size) => product * size, 1)
    return graph.floats(random.floats(count, bound), dims)
  }

  const ids = graph.ids('input_ids')
  const positions = graph.ids('position_ids')
  const words = weights([vocabulary, HIDDEN], 1 / 8)
  let state = graph.op('Add', [
    graph.op('Gather', [words, ids]),
    graph.op('Gather', [weights([POSITIONS, HIDDEN], 1 / 16), positions]),
  ])
  for (let layer = 0; layer < LAYERS; layer += 1) {
    state = block(graph, weights, layer, state)
  }
  const last = norm(graph, weights, state)
  const turned = graph.op('Transpose', [words], { perm: [1, 0] })
  graph.op('MatMul', [last, turned], {}, ['logits'])
  graph.output('logits', [1, 'length', vocabulary])
  return graph.encode()
}

/** Constants of a shape, up to a bound. */
type Weights = (dims: readonly number[], bound: number) => string

function block(
  graph: GraphBuilder,
  weights: Weights,
  layer: number,
  input: string,
): string {
  const dense = (value: string, from: number, to: number) =>
    graph.op('Add', [
      graph.op('MatMul', [value, weights([from, to], 1 / 8)]),
      weights([to], 1 / 64),
    ])
  const read = norm(graph, weights, input)
  const part = () =>
    splitHeads(graph, dense(read, HIDDEN, HIDDEN), HEADS, sizes.headSize)
  const parts = { query: part(), key: part(), value: part() }
  const attended = attention(graph, layer, parts, sizes)
  const state = graph.op('Add', [input, dense(attended, HIDDEN, HIDDEN)])
  const wide = dense(norm(graph, weights, state), HIDDEN, 4 * HIDDEN)
  const narrow = dense(gelu(graph, wide), 4 * HIDDEN, HIDDEN)
  return graph.op('Add', [state, narrow])
}

function norm(graph: GraphBuilder, weights: Weights, value: string): string {
  const scale = graph.op('Add', [graph.scalar(1), weights([HIDDEN], 1 / 16)])
  const bias = weights([HIDDEN], 1 / 16)
  const epsilon = { float: 1e-5 }
  return graph.op('LayerNormalization', [value, scale, bias], { epsilon })
}

/** GPT-2's own form, with tanh. */
function gelu(graph: GraphBuilder, value: string): string {
  const cube = graph.op('Mul', [graph.op('Mul', [value, value]), value])
  const bent = graph.op('Add', [
    value,
    graph.op('Mul', [cube, graph.scalar(0.044715)]),
  ])
  const inner = graph.op('Mul', [bent, graph.scalar(0.7978845608)])
  const gate = graph.op('Add', [graph.op('Tanh', [inner]), graph.scalar(1)])
  const half = graph.op('Mul', [value, graph.scalar(0.5)])
  return graph.op('Mul', [half, gate])
}
