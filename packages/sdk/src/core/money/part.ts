/** One is this many basis points. */
const BASIS = 10_000n

/** A part in 1/10,000 of an amount, rounded down to whole units as the contracts do. */
export function partOf(amount: bigint, bps: number, unit: bigint): bigint {
  return (((amount / unit) * BigInt(bps)) / BASIS) * unit
}

/** The smaller of two amounts. */
export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
