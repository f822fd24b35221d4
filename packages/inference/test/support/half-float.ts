/** Bits of the IEEE 754 half-precision number nearest to `value`, ties to even. */
export function halfFloatBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  const size = Math.abs(value)
  if (size >= 65_520) return sign | 0x7c00
  const exponent = Math.max(-14, Math.floor(Math.log2(size || 2 ** -30)))
  const steps = roundToEven(size / 2 ** (exponent - 10))
  return sign | (steps + ((exponent + 14) << 10))
}

/** Bits of the bfloat16 number nearest to `value`, ties to even. */
export function brainFloatBits(value: number): number {
  float[0] = value
  const bits = floatBits[0] as number
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16
}

/** The whole number nearest to `value`, ties to even. */
export function roundToEven(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  if (rest !== 0.5) return Math.round(value)
  return below % 2 === 0 ? below : below + 1
}

const float = new Float32Array(1)
const floatBits = new Uint32Array(float.buffer)
