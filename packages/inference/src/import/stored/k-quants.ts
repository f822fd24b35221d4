import { halfFloat } from './half-float.js'

/**
 * Reads a block of Q4_K: 8 groups of 32 values, each with a scale and a minimum
 * of six bits, which in turn have a half-precision scale each.
 */
export function decodeQ4K(
  view: DataView,
  offset: number,
  out: Float32Array,
  index: number,
): void {
  const scale = halfFloat(view.getUint16(offset, true))
  const minimum = halfFloat(view.getUint16(offset + 2, true))
  for (let group = 0; group < 8; group++) {
    const [s, m] = packedScale(view, offset + 4, group)
    const [d, low] = [Math.fround(scale * s), Math.fround(minimum * m)]
    const quants = offset + 16 + (group >> 1) * 32
    const shift = (group & 1) * 4
    for (let i = 0; i < 32; i++) {
      const quant = (view.getUint8(quants + i) >> shift) & 15
      out[index + group * 32 + i] = Math.fround(d * quant) - low
    }
  }
}

/** Scale and minimum of a group: 12 bytes hold sixteen numbers of six bits. */
function packedScale(
  view: DataView,
  offset: number,
  group: number,
): readonly [number, number] {
  const byte = (index: number) => view.getUint8(offset + index)
  if (group < 4) return [byte(group) & 63, byte(group + 4) & 63]
  const low = byte(group + 4)
  return [
    (low & 15) | ((byte(group - 4) >> 6) << 4),
    (low >> 4) | ((byte(group) >> 6) << 4),
  ]
}

/**
 * Reads a block of Q6_K: 16 groups of 16 values of six bits, the low four and
 * the high two apart, each group with a scale of eight bits.
 */
export function decodeQ6K(
  view: DataView,
  offset: number,
  out: Float32Array,
  index: number,
): void {
  const scale = halfFloat(view.getUint16(offset + 208, true))
  for (let value = 0; value < 256; value++) {
    const [half, place] = [value >> 7, value & 127]
    const low = view.getUint8(offset + half * 64 + (place & 63))
    const high = view.getUint8(offset + 128 + half * 32 + (place & 31))
    const nibble = place < 64 ? low & 15 : low >> 4
    const quant = nibble | (((high >> ((place >> 5) * 2)) & 3) << 4)
    const group = view.getInt8(offset + 192 + (value >> 4))
    out[index + value] = Math.fround(scale * group) * (quant - 32)
  }
}
