import { closeSync, openSync, writeSync } from 'node:fs'
import { tensorShapes } from './shapes.mjs'

/**
 * Writes the weights as bfloat16, which holds them exactly.
 *
 * @param {string} path
 * @param {import('./shapes.mjs').Shape} shape
 * @param {(name: string) => Float32Array} weight
 */
export function writeSafetensors(path, shape, weight) {
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

function header(shape) {
  const entries = { __metadata__: { format: 'pt' } }
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
function bfloat16(numbers) {
  const halves = new Uint16Array(numbers.buffer)
  const upper = new Uint16Array(numbers.length)
  for (let index = 0; index < upper.length; index += 1) {
    upper[index] = halves[2 * index + 1]
  }
  return upper
}
