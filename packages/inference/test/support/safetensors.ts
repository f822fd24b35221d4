import { brainFloatBits, halfFloatBits } from './half-float.js'

/** How a test stores numbers. */
export type FloatDtype = 'F32' | 'F16' | 'BF16'

/** A tensor that is made when it is needed. */
export type LazyTensor = {
  readonly name: string
  readonly shape: readonly number[]
  readonly values: () => Float32Array
}

const WIDTH = { F32: 4, F16: 2, BF16: 2 } as const

/** A safetensors file, part by part, so that a large one need not fit in memory. */
export function* safetensorsParts(
  tensors: readonly LazyTensor[],
  dtype: FloatDtype,
): Generator<Uint8Array> {
  let offset = 0
  const entries = tensors.map(({ name, shape }) => {
    const start = offset
    offset += shape.reduce((all, each) => all * each, WIDTH[dtype])
    return [name, { dtype, shape, data_offsets: [start, offset] }]
  })
  yield safetensorsHeader(Object.fromEntries(entries))
  for (const tensor of tensors) yield floatBytes(tensor.values(), dtype)
}

/** Length and JSON of a header, padded as the format wants it; text stays as it is. */
export function safetensorsHeader(json: unknown): Uint8Array {
  const text = typeof json === 'string' ? json : JSON.stringify(json)
  const bytes = new TextEncoder().encode(
    text.padEnd(Math.ceil(text.length / 8) * 8),
  )
  const header = new Uint8Array(8 + bytes.length)
  new DataView(header.buffer).setBigUint64(0, BigInt(bytes.length), true)
  header.set(bytes, 8)
  return header
}

export function floatBytes(
  values: Float32Array,
  dtype: FloatDtype,
): Uint8Array {
  if (dtype === 'F32') return new Uint8Array(values.buffer)
  const bits = dtype === 'F16' ? halfFloatBits : brainFloatBits
  return new Uint8Array(Uint16Array.from(values, bits).buffer)
}

export function joinBytes(parts: Iterable<Uint8Array>): Uint8Array {
  const list = [...parts]
  const all = new Uint8Array(list.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of list) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}
