import { greatestLane, sumOfLanes } from './mathematics'

/** Largest size of a quantised activation: 12 bits with the sign. */
const LARGEST: f32 = 2047

/** Vectors smaller than this become zero, as their scale's inverse would be infinite. */
const TINY: f32 = 1e-30

/**
 * Token vectors in 12 bits, which the integer products read. Private to a
 * thread: each makes its own copy, which costs less than waiting for another's.
 *
 *   scales   float32 [CHUNK]
 *   values   int16   [CHUNK][columns]
 *   sums     int32   [CHUNK][groups], the sum of a group's values
 */
@unmanaged
export class Activations {
  columns!: u32
  /** Columns of a group; all of them where a scale is for a whole row. */
  group!: u32
  scales!: usize
  values!: usize
  sums!: usize
}

/** Quantises one vector: its largest size becomes 2047. */
export function quantise(from: usize, to: Activations, token: u32): void {
  const columns = to.columns
  const bound = greatestSize(from, columns)
  // Not so for NaN and infinity, whose scale makes every product NaN.
  const inverse: f32 = bound > TINY ? LARGEST / bound : 0
  store<f32>(to.scales + token * 4, bound / LARGEST)
  const values = to.values + token * columns * 2
  for (let column: u32 = 0; column < columns; column += 8) {
    const low = rounded(v128.load(from + column * 4), inverse)
    const high = rounded(v128.load(from + column * 4 + 16), inverse)
    v128.store(values + column * 2, i16x8.narrow_i32x4_s(low, high))
  }
  sumGroups(to, token)
}

// @ts-expect-error: decorator
@inline
function rounded(x: v128, inverse: f32): v128 {
  const scaled = f32x4.nearest(f32x4.mul(x, f32x4.splat(inverse)))
  return i32x4.trunc_sat_f32x4_s(scaled)
}

function greatestSize(from: usize, columns: u32): f32 {
  let greatest = f32x4.splat(0)
  for (let column: u32 = 0; column < columns; column += 4) {
    greatest = f32x4.max(greatest, f32x4.abs(v128.load(from + column * 4)))
  }
  return greatestLane(greatest)
}

function sumGroups(to: Activations, token: u32): void {
  const groups = to.columns / to.group
  let values = to.values + token * to.columns * 2
  const sums = to.sums + token * groups * 4
  const ones = i16x8.splat(1)
  for (let group: u32 = 0; group < groups; group += 1) {
    let sum = i32x4.splat(0)
    for (const end = values + to.group * 2; values < end; values += 16) {
      sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(values), ones))
    }
    store<i32>(sums + group * 4, addLanes(sum))
  }
}

// @ts-expect-error: decorator
@inline
function addLanes(x: v128): i32 {
  return (
    i32x4.extract_lane(x, 0) +
    i32x4.extract_lane(x, 1) +
    i32x4.extract_lane(x, 2) +
    i32x4.extract_lane(x, 3)
  )
}

/**
 * Divides a vector by its root mean square and multiplies it by `weights`
 * (Zhang and Sennrich 2019, arXiv:1910.07467).
 */
export function normalise(from: usize, weights: usize, to: usize, columns: u32, epsilon: f32): void {
  let squares = f32x4.splat(0)
  for (let column: u32 = 0; column < columns; column += 4) {
    const x = v128.load(from + column * 4)
    squares = f32x4.add(squares, f32x4.mul(x, x))
  }
  const mean: f32 = sumOfLanes(squares) / <f32>columns
  const factor = f32x4.splat(<f32>1 / sqrt<f32>(mean + epsilon))
  for (let column: u32 = 0; column < columns; column += 4) {
    const x = f32x4.mul(v128.load(from + column * 4), factor)
    const weight = v128.load(weights + column * 4)
    v128.store(to + column * 4, f32x4.mul(x, weight))
  }
}
