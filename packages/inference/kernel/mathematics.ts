// Every function here is a fixed sequence of IEEE 754 operations, each rounded
// once: WebAssembly fuses no multiplications with additions, so the results are
// the same on every machine. `docs/integer-engine.md` lists the sequences.

/** Least and greatest exponents for which the result is a normal float32. */
const LEAST: f32 = -87
const GREATEST: f32 = 88

const LOG2_E: f32 = 1.44269504
/** ln 2 in two parts: the first has so few digits that its multiples are exact. */
const LN2_HIGH: f32 = 0.693145751953125
const LN2_LOW: f32 = 1.42860677e-6

/** e to the power of each lane: 2^n e^r with |r| ≤ ln 2 / 2, by the power series. */
// @ts-expect-error: decorator
@inline
export function exponential(x: v128): v128 {
  x = f32x4.min(f32x4.max(x, f32x4.splat(LEAST)), f32x4.splat(GREATEST))
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(LOG2_E)))
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(LN2_HIGH)))
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(LN2_LOW)))
  let sum = f32x4.splat(1.0 / 5040.0)
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 720.0))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 120.0))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 24.0))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 6.0))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(0.5))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1))
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1))
  const exponent = i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127))
  return f32x4.mul(sum, i32x4.shl(exponent, 23))
}

/** x / (1 + e^-x) of each lane (Hendrycks and Gimpel 2016). */
// @ts-expect-error: decorator
@inline
export function silu(x: v128): v128 {
  const one = f32x4.splat(1)
  return f32x4.div(x, f32x4.add(one, exponential(f32x4.neg(x))))
}

/** Two parts of π/2: multiples of the first, up to 2^20 of them, are exact. */
const HALF_PI_HIGH: f64 = 1.57079632673412561417e0
const HALF_PI_LOW: f64 = 6.07710050650619224932e-11

/** The angle's quarter turns, rounded. */
// @ts-expect-error: decorator
@inline
function quarterTurns(angle: f64): f64 {
  return nearest(angle * 0.63661977236758134308)
}

/** The angle without its quarter turns: at most π/4 in size. */
// @ts-expect-error: decorator
@inline
function remainder(angle: f64, turns: f64): f64 {
  return angle - turns * HALF_PI_HIGH - turns * HALF_PI_LOW
}

function sineSeries(r: f64): f64 {
  const square = r * r
  let sum: f64 = -1.0 / 1307674368000.0
  sum = sum * square + 1.0 / 6227020800.0
  sum = sum * square - 1.0 / 39916800.0
  sum = sum * square + 1.0 / 362880.0
  sum = sum * square - 1.0 / 5040.0
  sum = sum * square + 1.0 / 120.0
  sum = sum * square - 1.0 / 6.0
  return sum * square * r + r
}

function cosineSeries(r: f64): f64 {
  const square = r * r
  let sum: f64 = 1.0 / 20922789888000.0
  sum = sum * square - 1.0 / 87178291200.0
  sum = sum * square + 1.0 / 479001600.0
  sum = sum * square - 1.0 / 3628800.0
  sum = sum * square + 1.0 / 40320.0
  sum = sum * square - 1.0 / 720.0
  sum = sum * square + 1.0 / 24.0
  sum = sum * square - 0.5
  return sum * square + 1.0
}

/** Sine of an angle of at most 2^20 quarter turns, in double precision. */
export function sine(angle: f64): f64 {
  const turns = quarterTurns(angle)
  const r = remainder(angle, turns)
  const quadrant = <i32>turns & 3
  const size = quadrant & 1 ? cosineSeries(r) : sineSeries(r)
  return quadrant & 2 ? -size : size
}

/** Cosine of an angle of at most 2^20 quarter turns, in double precision. */
export function cosine(angle: f64): f64 {
  const turns = quarterTurns(angle)
  const r = remainder(angle, turns)
  const quadrant = <i32>turns & 3
  const size = quadrant & 1 ? sineSeries(r) : cosineSeries(r)
  return ((quadrant + 1) & 2) != 0 ? -size : size
}

/** The four lanes, added in one order: (0 + 1) + (2 + 3). */
// @ts-expect-error: decorator
@inline
export function sumOfLanes(x: v128): f32 {
  const left = f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1)
  const right = f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3)
  return left + right
}

/** The greatest lane; NaN if one is. */
// @ts-expect-error: decorator
@inline
export function greatestLane(x: v128): f32 {
  const left = max(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1))
  const right = max(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3))
  return max(left, right)
}
