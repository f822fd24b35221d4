/** Dimensions that decide whether the kernel can compute a model. */
type Dimensions = {
  readonly hiddenSize: number
  readonly intermediateSize: number
  readonly heads: number
  readonly keyValueHeads: number
  readonly headDimension: number
}

/** Says what the kernel's vectors cannot divide; nothing if they divide all. */
export function findLlamaMisfit(dimensions: Dimensions): string | undefined {
  const { hiddenSize, intermediateSize, heads, headDimension } = dimensions
  const lengths = {
    hiddenSize,
    intermediateSize,
    'heads times headDimension': heads * headDimension,
  }
  for (const [name, length] of Object.entries(lengths)) {
    if (length % 32 !== 0) return `its ${name}, ${length}, is no multiple of 32`
  }
  if (headDimension % 8 !== 0) {
    return `its headDimension, ${headDimension}, is no multiple of 8`
  }
  return heads % dimensions.keyValueHeads === 0
    ? undefined
    : `its ${heads} heads cannot share ${dimensions.keyValueHeads} keys`
}
