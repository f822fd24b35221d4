/** Distances count in 65,536ths of a halving; from here on nothing is left of the weight. */
const WEIGHTLESS = 33 * 65_536

/** Fractional bits of a table's entries: a product of two stays exact in a double. */
const TABLE_BITS = 26n

/** Bits that the tables are worked out with. */
const WORKING_BITS = 160n

/**
 * The weight of a candidate whose probability is `2^(-distance / 65536)` of the
 * likeliest one's: a whole number, 2^32 at distance 0, 0 from 33 halvings on.
 *
 * Every operation is on whole numbers below 2^53, so all engines agree; a sum
 * of up to 2^20 weights is exact as well. `docs/sampling.md` says it in full.
 *
 * @param distance - A whole number, at least 0.
 */
export function samplingWeight(distance: number): number {
  if (distance >= WEIGHTLESS) return 0
  const { coarse, fine, divisors } = tables()
  const halvings = Math.floor(distance / 65_536)
  const fraction = distance % 65_536
  const product =
    (coarse[Math.floor(fraction / 256)] as number) *
    (fine[fraction % 256] as number)
  return Math.floor(product / (divisors[halvings] as number))
}

/** Whether a distance, whole or not, leaves a weight. */
export function hasWeight(distance: number): boolean {
  return distance < WEIGHTLESS
}

type Tables = {
  /** `floor(2^26 · 2^(-i / 256))` */
  readonly coarse: readonly number[]
  /** `floor(2^26 · 2^(-i / 65536))` */
  readonly fine: readonly number[]
  /** `2^(20 + i)`: `**` need not be exact in every engine. */
  readonly divisors: readonly number[]
}

let memo: Tables | undefined

function tables(): Tables {
  memo ??= buildTables()
  return memo
}

function buildTables(): Tables {
  const halves = 1n << (WORKING_BITS - 1n)
  const coarseStep = rootOf(halves, 8)
  return {
    coarse: powersOf(coarseStep),
    fine: powersOf(rootOf(coarseStep, 8)),
    divisors: Array.from({ length: 33 }, (_, index) =>
      Number(1n << BigInt(20 + index)),
    ),
  }
}

/** The square root, taken `times` times. */
function rootOf(value: bigint, times: number): bigint {
  return times === 0
    ? value
    : rootOf(squareRoot(value << WORKING_BITS), times - 1)
}

/** The 256 lowest powers of a step, cut to a table's bits. */
function powersOf(step: bigint): readonly number[] {
  let power = 1n << WORKING_BITS
  return Array.from({ length: 256 }, () => {
    const entry = Number(power >> (WORKING_BITS - TABLE_BITS))
    power = (power * step) >> WORKING_BITS
    return entry
  })
}

/** The largest whole number whose square is at most `value`; Newton's method. */
function squareRoot(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2))
  while (true) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
