import { attention, splitHeads } from './attention.js'
import { type GraphBuilder, graphBuilder } from './graph-builder.js'
import { type RandomWeights, randomWeights } from './random-weights.js'

const HIDDEN = 256
const HEADS = 8
const KEY_HEADS = 2
const HEAD_SIZE = HIDDEN / HEADS
const WIDE = 512
const LAYERS = 2
const sizes = { heads: HEADS, keyHeads: KEY_HEADS, headSize: HEAD_SIZE }

/** As `config.json` says it. */
export const randomLlamaConfig = {
  model_type: 'llama',
  hidden_size: HIDDEN,
  num_attention_heads: HEADS,
  num_key_value_heads: KEY_HEADS,
  num_hidden_layers: LAYERS,
  head_dim: HEAD_SIZE,
  max_position_embeddings: 256,
}

/**
 * A model built like Llama with random weights of eight bits: rotary positions,
 * RMSNorm, a gated feed-forward, and four heads to each key head.
 */
export function randomLlama(vocabulary: number): Uint8Array {
  const graph = graphBuilder()
  const random = randomWeights(2)
  const dense = (value: string, from: number, to: number) => {
    const bytes = graph.bytes(random.bytes(from * to), [from, to])
    // Powers of two, which division by 127 would not be.
    const scales = Array.from({ length: to }, (_, n) => 2 ** (-9 - (n % 3)))
    const scale = graph.floats(scales)
    const weights = graph.op('DequantizeLinear', [bytes, scale], { axis: 1 })
    return graph.op('MatMul', [value, weights])
  }
  const tools: Tools = { graph, random, dense, turn: rotary(graph) }

  const words = random.floats(vocabulary * HIDDEN, 1 / 4)
  const table = graph.floats(words, [vocabulary, HIDDEN])
  let state = graph.op('Gather', [table, graph.ids('input_ids')])
  for (let layer = 0; layer < LAYERS; layer += 1) {
    state = block(tools, layer, state)
  }
  const scores = dense(norm(tools, state), HIDDEN, vocabulary)
  graph.op('Identity', [scores], {}, ['logits'])
  graph.output('logits', [1, 'length', vocabulary])
  return graph.encode()
}

/** What every layer is built with. */
type Tools = {
  readonly graph: GraphBuilder
  readonly random: RandomWeights
  readonly dense: (value: string, from: number, to: number) => string
  /** Rotates by positions. */
  readonly turn: (value: string) => string
}

function block(tools: Tools, layer: number, input: string): string {
  const { graph, dense, turn } = tools
  const read = norm(tools, input)
  const part = (heads: number) =>
    splitHeads(graph, dense(read, HIDDEN, heads * HEAD_SIZE), heads, HEAD_SIZE)
  const query = turn(part(HEADS))
  const key = turn(part(KEY_HEADS))
  const value = part(KEY_HEADS)
  const attended = attention(graph, layer, { query, key, value }, sizes)
  const state = graph.op('Add', [input, dense(attended, HIDDEN, HIDDEN)])
  const next = norm(tools, state)
  const gate = dense(next, HIDDEN, WIDE)
  const open = graph.op('Mul', [gate, graph.op('Sigmoid', [gate])])
  const wide = graph.op('Mul', [open, dense(next, HIDDEN, WIDE)])
  return graph.op('Add', [state, dense(wide, WIDE, HIDDEN)])
}

function norm({ graph, random }: Tools, value: string): string {
  const square = graph.op('Mul', [value, value])
  const mean = graph.op('ReduceMean', [square], { axes: [-1], keepdims: 1 })
  const sum = graph.op('Add', [mean, graph.scalar(1e-5)])
  const root = graph.op('Sqrt', [sum])
  const scale = random.floats(HIDDEN, 1 / 16).map((part) => 1 + part)
  const even = graph.op('Div', [value, root])
  return graph.op('Mul', [even, graph.floats(scale)])
}

/**
 * Rotary positions, computed in the graph: a table made here would hold this
 * JavaScript engine's own sines. The frequencies are powers of two, which every
 * engine writes alike.
 */
function rotary(graph: GraphBuilder): Tools['turn'] {
  const half = HEAD_SIZE / 2
  const frequencies = Array.from({ length: half }, (_, n) => 2 ** -n)
  const row = graph.floats(frequencies, [1, half])
  const shape = graph.integers(-1, 1)
  const ids = graph.op('Reshape', [graph.ids('position_ids'), shape])
  const places = graph.op('Cast', [ids], { to: 1 })
  const angles = graph.op('Mul', [places, row])
  const both = graph.op('Concat', [angles, angles], { axis: 1 })
  const cosines = graph.op('Cos', [both])
  const sines = graph.op('Sin', [both])
  const cut = (value: string, from: number, to: number) =>
    graph.op('Slice', [
      value,
      graph.integers(from),
      graph.integers(to),
      graph.integers(3),
    ])
  return (value) => {
    const back = graph.op('Neg', [cut(value, half, HEAD_SIZE)])
    const crossed = [back, cut(value, 0, half)]
    const turned = graph.op('Concat', crossed, { axis: 3 })
    const straight = graph.op('Mul', [value, cosines])
    return graph.op('Add', [straight, graph.op('Mul', [turned, sines])])
  }
}
