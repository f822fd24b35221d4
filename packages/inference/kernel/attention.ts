import { exponential, sumOfLanes } from './mathematics'
import { Model, PAGE } from './model'

/** Where the keys of a layer's head begin in a page; its values follow them. */
// @ts-expect-error: decorator
@inline
function keysOf(model: Model, layer: u32, head: u32, position: u32): usize {
  const page = load<usize>(model.pageTable + (position / PAGE) * 4)
  const index = (layer * model.keyValueHeads + head) * 2
  return page + (index * PAGE + (position % PAGE)) * model.headDimension * 4
}

// @ts-expect-error: decorator
@inline
function valuesOf(model: Model, layer: u32, head: u32, position: u32): usize {
  return keysOf(model, layer, head, position) + PAGE * model.headDimension * 4
}

/**
 * Turns each pair (i, i + d/2) of a head's vector by its position's angles
 * (Su et al. 2021, arXiv:2104.09864), from one place to another or in place.
 */
export function rotate(model: Model, from: usize, to: usize, position: u32): void {
  const half = model.headDimension / 2
  const angles = position * half * 4
  for (let offset: u32 = 0; offset < half * 4; offset += 16) {
    const cosine = v128.load(model.cosines + angles + offset)
    const sine = v128.load(model.sines + angles + offset)
    const left = v128.load(from + offset)
    const right = v128.load(from + half * 4 + offset)
    v128.store(to + offset, f32x4.sub(f32x4.mul(left, cosine), f32x4.mul(right, sine)))
    v128.store(
      to + half * 4 + offset,
      f32x4.add(f32x4.mul(right, cosine), f32x4.mul(left, sine)),
    )
  }
}

/** Remembers a head's rotated key. */
export function keepKey(model: Model, layer: u32, head: u32, position: u32, key: usize): void {
  rotate(model, key, keysOf(model, layer, head, position), position)
}

/** Remembers a head's value. */
export function keepValue(model: Model, layer: u32, head: u32, position: u32, value: usize): void {
  memory.copy(valuesOf(model, layer, head, position), value, model.headDimension * 4)
}

/**
 * Softmax attention of one head at one position over all positions up to it.
 *
 * @param query - Rotated.
 * @param weights - Room for a float32 each position, and three more.
 */
export function attend(
  model: Model,
  layer: u32,
  head: u32,
  position: u32,
  query: usize,
  weights: usize,
  to: usize,
): void {
  const shared = head / (model.heads / model.keyValueHeads)
  const greatest = compare(model, layer, shared, position, query, weights)
  const sum = exponentiate(weights, position + 1, greatest)
  mix(model, layer, shared, position, weights, <f32>1 / sum, to)
}

/** Scores of all positions; returns the greatest. */
function compare(
  model: Model,
  layer: u32,
  head: u32,
  position: u32,
  query: usize,
  scores: usize,
): f32 {
  const width = model.headDimension * 4
  const factor: f32 = <f32>1 / sqrt<f32>(<f32>model.headDimension)
  let greatest: f32 = -f32.MAX_VALUE
  for (let first: u32 = 0; first <= position; first += PAGE) {
    let key = keysOf(model, layer, head, first)
    const last = min(first + PAGE - 1, position)
    for (let at = first; at <= last; at += 1) {
      let sum = f32x4.splat(0)
      for (let offset: u32 = 0; offset < width; offset += 16) {
        const product = f32x4.mul(v128.load(query + offset), v128.load(key + offset))
        sum = f32x4.add(sum, product)
      }
      const score: f32 = sumOfLanes(sum) * factor
      store<f32>(scores + at * 4, score)
      greatest = max(greatest, score)
      key += width
    }
  }
  return greatest
}

/** Scores become e^(score - greatest); returns their sum, added one after the other. */
function exponentiate(scores: usize, count: u32, greatest: f32): f32 {
  const shift = f32x4.splat(greatest)
  for (let at: u32 = 0; at < count; at += 4) {
    const score = v128.load(scores + at * 4)
    v128.store(scores + at * 4, exponential(f32x4.sub(score, shift)))
  }
  let sum: f32 = 0
  for (let at: u32 = 0; at < count; at += 1) sum += load<f32>(scores + at * 4)
  return sum
}

/** The values' weighted sum, from the first position to the last, times `factor`. */
function mix(
  model: Model,
  layer: u32,
  head: u32,
  position: u32,
  weights: usize,
  factor: f32,
  to: usize,
): void {
  const width = model.headDimension * 4
  for (let offset: u32 = 0; offset < width; offset += 32) {
    let left = f32x4.splat(0)
    let right = f32x4.splat(0)
    for (let first: u32 = 0; first <= position; first += PAGE) {
      let value = valuesOf(model, layer, head, first) + offset
      const last = min(first + PAGE - 1, position)
      for (let at = first; at <= last; at += 1) {
        const weight = v128.load32_splat(weights + at * 4)
        left = f32x4.add(left, f32x4.mul(weight, v128.load(value)))
        right = f32x4.add(right, f32x4.mul(weight, v128.load(value, 16)))
        value += width
      }
    }
    v128.store(to + offset, f32x4.mul(left, f32x4.splat(factor)))
    v128.store(to + offset, f32x4.mul(right, f32x4.splat(factor)), 16)
  }
}
