import { closeSync, openSync, writeSync } from 'node:fs'
import { type Shape, tensorShapes, type Weights } from './shapes.js'

/** Writes the weights as bfloat16, which holds them exactly. */
export function writeSafetensors(
  path: string,
  shape: Shape,
  weight: Weights,
): void {
  const file = openSync(path, 'w')
  try {
    writeSync(file, header(shape))
    for (const name of tensorShapes(shape).keys()) {
      writeSync(file, bfloat16(weight(name)))
    }
  } finally {
    closeSync(file)
  }
}

function header(shape: Shape): Buffer {
  const entries: Record<string, object> = { __metadata__: { format: 'pt' } }
  let offset = 0
  for (const [name, dims] of tensorShapes(shape)) {
    const end = offset + 2 * dims.reduce((product, size) => product * size, 1)
    entries[name] = { dtype: 'BF16', shape: dims, data_offsets: [offset, end] }
    offset = end
  }
  const json = JSON.stringify(entries)
  const padded = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8))
  const size = Buffer.alloc(8)
  size.writeBigUInt64LE(BigInt(padded.length))
  return Buffer.concat([size, padded])
}

/** The upper halves of the numbers' bits. */
function bfloat16(numbers: Float32Array<ArrayBuffer>): Uint16Array {
  const halves = new Uint16Array(numbers.buffer)
  const upper = new Uint16Array(numbers.length)
  for (let index = 0; index < upper.length; index += 1) {
    upper[index] = halves[2 * index + 1] as number
  }
  return upper
}
