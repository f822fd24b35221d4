import { Activations } from './activations'
import { Matrix } from './model'

// Products of packed int8 weights and 12-bit activations. A 16-bit lane L holds
// 256 a + b + 128 for two rows' weights a and b. With the activations x,
//
//   H = Σ (L >> 8) x = Σ a x        S = Σ L x        Σ b x = S - 256 H - 128 Σ x
//
// S may wrap around; H and the last sum do not, which the importer proves for
// each row. Integers have one sum in every order, so threads, tiles of tokens
// and the width of vectors cannot change a bit.

/**
 * Multiplies the rows [first, last) of a matrix with token vectors.
 *
 * @param first - A multiple of eight, as is `last`.
 * @param to - float32, row 0 of the first token.
 * @param stride - Floats between two tokens' rows.
 * @param adds - Whether to add to what is there.
 */
export function multiply(
  matrix: Matrix,
  x: Activations,
  tokens: u32,
  first: u32,
  last: u32,
  to: usize,
  stride: u32,
  adds: bool,
): void {
  for (let row = first; row < last; row += 8) {
    const weights = matrix.weights + row * x.columns
    const scales = matrix.scales + row * (x.columns / x.group) * 4
    let token: u32 = 0
    for (; token + 4 <= tokens; token += 4) {
      multiplyFour(weights, scales, x, token, to + (token * stride + row) * 4, stride, adds)
    }
    for (; token < tokens; token += 1) {
      multiplyOne(weights, scales, x, token, to + (token * stride + row) * 4, adds)
    }
  }
}

/** Rows 4 to 7 of a block, from both kinds of sums. */
// @ts-expect-error: decorator
@inline
function lowerRows(s: v128, h: v128, sum: i32): v128 {
  return i32x4.sub(i32x4.sub(s, i32x4.shl(h, 8)), i32x4.splat(sum << 7))
}

// @ts-expect-error: decorator
@inline
function scaled(sum: v128, scale: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(sum), scale)
}

/** Writes eight rows of one token. */
// @ts-expect-error: decorator
@inline
function put(to: usize, upper: v128, lower: v128, scale: v128, adds: bool): void {
  upper = f32x4.mul(upper, scale)
  lower = f32x4.mul(lower, scale)
  if (adds) {
    upper = f32x4.add(v128.load(to), upper)
    lower = f32x4.add(v128.load(to, 16), lower)
  }
  v128.store(to, upper)
  v128.store(to, lower, 16)
}

/** Eight rows, one token: bound by how fast the weights come from memory. */
function multiplyOne(
  weights: usize,
  scales: usize,
  x: Activations,
  token: u32,
  to: usize,
  adds: bool,
): void {
  const groups = x.columns / x.group
  let values = x.values + token * x.columns * 2
  let sums = x.sums + token * groups * 4
  let upper = f32x4.splat(0)
  let lower = f32x4.splat(0)
  for (let group: u32 = 0; group < groups; group += 1) {
    let s = i32x4.splat(0)
    let h = i32x4.splat(0)
    let s2 = i32x4.splat(0)
    let h2 = i32x4.splat(0)
    for (const end = values + x.group * 2; values < end; values += 16) {
      const w0 = v128.load(weights)
      const x0 = v128.load32_splat(values)
      s = i32x4.add(s, i32x4.dot_i16x8_s(w0, x0))
      h = i32x4.add(h, i32x4.dot_i16x8_s(i16x8.shr_s(w0, 8), x0))
      const w1 = v128.load(weights, 16)
      const x1 = v128.load32_splat(values, 4)
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(w1, x1))
      h2 = i32x4.add(h2, i32x4.dot_i16x8_s(i16x8.shr_s(w1, 8), x1))
      const w2 = v128.load(weights, 32)
      const x2 = v128.load32_splat(values, 8)
      s = i32x4.add(s, i32x4.dot_i16x8_s(w2, x2))
      h = i32x4.add(h, i32x4.dot_i16x8_s(i16x8.shr_s(w2, 8), x2))
      const w3 = v128.load(weights, 48)
      const x3 = v128.load32_splat(values, 12)
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(w3, x3))
      h2 = i32x4.add(h2, i32x4.dot_i16x8_s(i16x8.shr_s(w3, 8), x3))
      weights += 64
    }
    s = i32x4.add(s, s2)
    h = i32x4.add(h, h2)
    const sum = load<i32>(sums)
    upper = f32x4.add(upper, scaled(h, v128.load(scales)))
    lower = f32x4.add(lower, scaled(lowerRows(s, h, sum), v128.load(scales, 16)))
    scales += 32
    sums += 4
  }
  put(to, upper, lower, v128.load32_splat(x.scales + token * 4), adds)
}

/** Eight rows, four tokens: each weight that is loaded is used four times. */
function multiplyFour(
  weights: usize,
  scales: usize,
  x: Activations,
  token: u32,
  to: usize,
  stride: u32,
  adds: bool,
): void {
  const groups = x.columns / x.group
  const width = x.columns * 2
  let v0 = x.values + token * width
  let v1 = v0 + width
  let v2 = v1 + width
  let v3 = v2 + width
  let sums = x.sums + token * groups * 4
  const next = groups * 4
  let u0 = f32x4.splat(0)
  let u1 = f32x4.splat(0)
  let u2 = f32x4.splat(0)
  let u3 = f32x4.splat(0)
  let l0 = f32x4.splat(0)
  let l1 = f32x4.splat(0)
  let l2 = f32x4.splat(0)
  let l3 = f32x4.splat(0)
  for (let group: u32 = 0; group < groups; group += 1) {
    let s0 = i32x4.splat(0)
    let s1 = i32x4.splat(0)
    let s2 = i32x4.splat(0)
    let s3 = i32x4.splat(0)
    let h0 = i32x4.splat(0)
    let h1 = i32x4.splat(0)
    let h2 = i32x4.splat(0)
    let h3 = i32x4.splat(0)
    for (const end = v0 + x.group * 2; v0 < end; v0 += 4) {
      const w = v128.load(weights)
      const h = i16x8.shr_s(w, 8)
      const x0 = v128.load32_splat(v0)
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(w, x0))
      h0 = i32x4.add(h0, i32x4.dot_i16x8_s(h, x0))
      const x1 = v128.load32_splat(v1)
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(w, x1))
      h1 = i32x4.add(h1, i32x4.dot_i16x8_s(h, x1))
      const x2 = v128.load32_splat(v2)
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(w, x2))
      h2 = i32x4.add(h2, i32x4.dot_i16x8_s(h, x2))
      const x3 = v128.load32_splat(v3)
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(w, x3))
      h3 = i32x4.add(h3, i32x4.dot_i16x8_s(h, x3))
      weights += 16
      v1 += 4
      v2 += 4
      v3 += 4
    }
    const upper = v128.load(scales)
    const lower = v128.load(scales, 16)
    u0 = f32x4.add(u0, scaled(h0, upper))
    u1 = f32x4.add(u1, scaled(h1, upper))
    u2 = f32x4.add(u2, scaled(h2, upper))
    u3 = f32x4.add(u3, scaled(h3, upper))
    l0 = f32x4.add(l0, scaled(lowerRows(s0, h0, load<i32>(sums)), lower))
    l1 = f32x4.add(l1, scaled(lowerRows(s1, h1, load<i32>(sums + next)), lower))
    l2 = f32x4.add(l2, scaled(lowerRows(s2, h2, load<i32>(sums + 2 * next)), lower))
    l3 = f32x4.add(l3, scaled(lowerRows(s3, h3, load<i32>(sums + 3 * next)), lower))
    scales += 32
    sums += 4
  }
  const factors = x.scales + token * 4
  put(to, u0, l0, v128.load32_splat(factors), adds)
  put(to + stride * 4, u1, l1, v128.load32_splat(factors, 4), adds)
  put(to + stride * 8, u2, l2, v128.load32_splat(factors, 8), adds)
  put(to + stride * 12, u3, l3, v128.load32_splat(factors, 12), adds)
}
