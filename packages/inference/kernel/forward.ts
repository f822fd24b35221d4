import { Activations, normalise, quantise } from './activations'
import { attend, keepKey, keepValue, rotate } from './attention'
import { multiply } from './dot'
import { silu } from './mathematics'
import { CHUNK, Layer, Matrix, Model } from './model'
import { packedWeight } from './pack'
import { meet, shareOf } from './threads'

// Every thread runs these functions at the same time, each for its share of
// rows or heads, and they meet after each phase. What is cheap (norms,
// quantising) every thread does for itself, which costs less than a meeting.

/** Bytes of `Activations`, rounded up. */
const HEADER: usize = 64

/** Reads the task's tokens, and leaves the last ones' scores in `logits`. */
export function forward(model: Model, thread: u32): void {
  const space = model.scratch + thread * model.scratchSize
  embed(model, thread)
  meet(model)
  for (let index: u32 = 0; index < model.layers; index += 1) {
    const layer = changetype<Layer>(load<usize>(model.layerTable + index * 4))
    project(model, layer, index, thread, space)
    meet(model)
    attendAll(model, index, thread, space)
    meet(model)
    takeIn(model, model.attended, model.heads * model.headDimension, space)
    addRows(model, layer.output, thread, space)
    meet(model)
    gate(model, layer, thread, space)
    meet(model)
    takeIn(model, model.gated, model.intermediate, space)
    addRows(model, layer.down, thread, space)
    meet(model)
  }
  score(model, thread, space)
  meet(model)
}

/** The private space begins with the activations' description. */
// @ts-expect-error: decorator
@inline
function activationsIn(model: Model, space: usize, columns: u32): Activations {
  const x = changetype<Activations>(space)
  x.columns = columns
  x.group = model.group == 0 ? columns : model.group
  x.scales = space + HEADER
  x.sums = x.scales + CHUNK * 4
  x.values = x.sums + CHUNK * (columns / x.group) * 4
  return x
}

/** Each token's row of the embedding. */
function embed(model: Model, thread: u32): void {
  const hidden = model.hidden
  const group = model.group == 0 ? hidden : model.group
  const first = shareOf(model, thread, model.count)
  const last = shareOf(model, thread + 1, model.count)
  for (let index = first; index < last; index += 1) {
    const row = load<u32>(model.tokens + index * 4)
    const scales = model.embedding.scales + ((row >> 3) * (hidden / group) * 8 + (row & 7)) * 4
    const to = model.residual + index * hidden * 4
    for (let column: u32 = 0; column < hidden; column += 1) {
      const weight = packedWeight(model.embedding.weights, hidden, row, column)
      const scale = load<f32>(scales + (column / group) * 32)
      store<f32>(to + column * 4, <f32>weight * scale)
    }
  }
}

/** Quantises vectors of all tokens. */
function takeIn(model: Model, from: usize, columns: u32, space: usize): void {
  const x = activationsIn(model, space, columns)
  for (let token: u32 = 0; token < model.count; token += 1) {
    quantise(from + token * columns * 4, x, token)
  }
}

/** Normalises and quantises the residual stream of the tokens from `first` on. */
function takeInNormalised(model: Model, weights: usize, first: u32, space: usize): void {
  const hidden = model.hidden
  const vector = space + model.scratchSize - hidden * 4
  const x = activationsIn(model, space, hidden)
  for (let token = first; token < model.count; token += 1) {
    const from = model.residual + token * hidden * 4
    normalise(from, weights, vector, hidden, model.epsilon)
    quantise(vector, x, token - first)
  }
}

/** Queries, keys and values; keys and values are kept. A thread has whole heads. */
function project(model: Model, layer: Layer, index: u32, thread: u32, space: usize): void {
  takeInNormalised(model, layer.attentionNorm, 0, space)
  const heads = model.heads + 2 * model.keyValueHeads
  const last = shareOf(model, thread + 1, heads)
  for (let head = shareOf(model, thread, heads); head < last; head += 1) {
    projectHead(model, layer, index, head, changetype<Activations>(space))
  }
}

function projectHead(model: Model, layer: Layer, index: u32, head: u32, x: Activations): void {
  const size = model.headDimension
  const stride = (model.heads + 2 * model.keyValueHeads) * size
  const isQuery = head < model.heads
  const isKey = !isQuery && head < model.heads + model.keyValueHeads
  const matrix = isQuery ? layer.query : isKey ? layer.key : layer.value
  const shared = isQuery ? head : (head - model.heads) % model.keyValueHeads
  const first = shared * size
  // Rows are written from the matrix's row 0 on: shifted, so that heads follow each other.
  const to = model.projections + (head * size - first) * 4
  multiply(matrix, x, model.count, first, first + size, to, stride, false)
  for (let token: u32 = 0; token < model.count; token += 1) {
    const vector = model.projections + (token * stride + head * size) * 4
    const position = model.start + token
    if (isQuery) rotate(model, vector, vector, position)
    else if (isKey) keepKey(model, index, shared, position, vector)
    else keepValue(model, index, shared, position, vector)
  }
}

/** Attention of a share of all pairs of token and head. */
function attendAll(model: Model, layer: u32, thread: u32, space: usize): void {
  const size = model.headDimension
  const stride = (model.heads + 2 * model.keyValueHeads) * size
  const tasks = model.count * model.heads
  const last = shareOf(model, thread + 1, tasks)
  for (let task = shareOf(model, thread, tasks); task < last; task += 1) {
    const token = task / model.heads
    const head = task % model.heads
    const query = model.projections + (token * stride + head * size) * 4
    const to = model.attended + task * size * 4
    attend(model, layer, head, model.start + token, query, space, to)
  }
}

/** Adds a matrix's product with the activations to the residual stream. */
function addRows(model: Model, matrix: Matrix, thread: u32, space: usize): void {
  const x = changetype<Activations>(space)
  const blocks = model.hidden / 8
  const first = shareOf(model, thread, blocks) * 8
  const last = shareOf(model, thread + 1, blocks) * 8
  multiply(matrix, x, model.count, first, last, model.residual, model.hidden, true)
}

/** The gated linear unit with SiLU (Shazeer 2020, arXiv:2002.05202). */
function gate(model: Model, layer: Layer, thread: u32, space: usize): void {
  takeInNormalised(model, layer.feedForwardNorm, 0, space)
  const x = changetype<Activations>(space)
  const size = model.intermediate
  const first = shareOf(model, thread, size / 8) * 8
  const last = shareOf(model, thread + 1, size / 8) * 8
  multiply(layer.gate, x, model.count, first, last, model.gated, size, false)
  multiply(layer.up, x, model.count, first, last, model.raised, size, false)
  for (let token: u32 = 0; token < model.count; token += 1) {
    for (let row = first; row < last; row += 4) {
      const offset = (token * size + row) * 4
      const gated = silu(v128.load(model.gated + offset))
      const raised = v128.load(model.raised + offset)
      v128.store(model.gated + offset, f32x4.mul(gated, raised))
    }
  }
}

/** Scores of the vocabulary after each of the last tokens. */
function score(model: Model, thread: u32, space: usize): void {
  if (model.scored == 0) return
  takeInNormalised(model, model.norm, model.count - model.scored, space)
  const x = changetype<Activations>(space)
  const blocks = model.vocabulary / 8
  const first = shareOf(model, thread, blocks) * 8
  const last = shareOf(model, thread + 1, blocks) * 8
  multiply(model.head, x, model.scored, first, last, model.logits, model.vocabulary, false)
}
