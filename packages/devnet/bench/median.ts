/** The middle of the values; of an even number, the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const above = sorted[middle] ?? Number.NaN
  const below = sorted[middle - 1] ?? Number.NaN
  return sorted.length % 2 === 1 ? above : (below + above) / 2
}
