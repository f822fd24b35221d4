import { halfFloatBits } from './half-float.js'

const BLOCK = 32

/** Q8_0: for each 32 values a half-precision scale and 32 signed bytes. */
export function quantiseQ8(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array((values.length / BLOCK) * (BLOCK + 2))
  const view = new DataView(bytes.buffer)
  for (let start = 0; start < values.length; start += BLOCK) {
    const block = values.subarray(start, start + BLOCK)
    const scale =
      block.reduce((most, each) => Math.max(most, Math.abs(each)), 0) / 127
    const offset = (start / BLOCK) * (BLOCK + 2)
    view.setUint16(offset, halfFloatBits(scale), true)
    block.forEach((value, index) => {
      const quant = scale === 0 ? 0 : Math.round(value / scale)
      view.setInt8(offset + 2 + index, quant)
    })
  }
  return bytes
}
