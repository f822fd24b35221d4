/** A positive number as a decimal without an exponent: `1e-5` is `0.00001`. */
export function decimal(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e')
  const [whole = '', fraction = ''] = digits.split('.')
  const point = 1 + Number(exponent)
  const all = whole + fraction
  if (point <= 0) return `0.${'0'.repeat(-point)}${all}`
  const padded = all.padEnd(point, '0')
  const rest = padded.slice(point)
  return padded.slice(0, point) + (rest === '' ? '' : `.${rest}`)
}

/** The shortest number that has the same float32: what was written before it was stored as one. */
export function shortestFloat32(value: number): number {
  for (let precision = 1; precision < 9; precision++) {
    const short = Number(value.toPrecision(precision))
    if (Math.fround(short) === Math.fround(value)) return short
  }
  return value
}
