/**
 * Divides a whole by weights into whole parts that add up to it, each within
 * one of its exact share; what is left goes to the largest remainders.
 */
export function apportion(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const parts = weights.map((weight) => Math.floor((whole * weight) / sum))
  const remainders = weights.map((weight, index) => {
    return { index, left: (whole * weight) % sum }
  })
  remainders.sort((a, b) => b.left - a.left || a.index - b.index)
  const missing = whole - parts.reduce((total, part) => total + part, 0)
  const favoured = new Set(
    remainders.slice(0, missing).map(({ index }) => index),
  )
  return parts.map((part, index) => part + (favoured.has(index) ? 1 : 0))
}
