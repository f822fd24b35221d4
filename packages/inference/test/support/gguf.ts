import { quantiseQ8 } from './quantise-q8.js'
import { floatBytes, joinBytes, type LazyTensor } from './safetensors.js'

/** What a GGUF file says of itself; whole numbers become uint32, others float32. */
export type GgufMetadata = Readonly<
  Record<
    string,
    string | number | boolean | readonly string[] | Int32Array | Float32Array
  >
>

/** How a test stores the matrices; vectors are always F32, as llama.cpp has it. */
export type GgufDtype = 'F32' | 'F16' | 'BF16' | 'Q8_0'

const TYPES = { F32: 0, F16: 1, Q8_0: 8, BF16: 30 } as const
const VALUE = {
  uint32: 4,
  int32: 5,
  float32: 6,
  boolean: 7,
  text: 8,
  list: 9,
} as const
const ALIGNMENT = 32

/** A GGUF file, part by part. */
export function* ggufParts(
  metadata: GgufMetadata,
  tensors: readonly LazyTensor[],
  dtype: GgufDtype,
): Generator<Uint8Array> {
  const head = ggufHeader(metadata, tensors, dtype)
  yield head
  yield padding(head.length)
  for (const tensor of tensors) {
    const bytes = tensorBytes(tensor, typeOf(tensor, dtype))
    yield bytes
    yield padding(bytes.length)
  }
}

function ggufHeader(
  metadata: GgufMetadata,
  tensors: readonly LazyTensor[],
  dtype: GgufDtype,
): Uint8Array {
  let offset = 0
  const infos = tensors.flatMap((tensor) => {
    const type = typeOf(tensor, dtype)
    const info = [
      text(tensor.name),
      uint32(tensor.shape.length),
      ...[...tensor.shape].reverse().map(uint64),
      uint32(TYPES[type]),
      uint64(offset),
    ]
    offset += Math.ceil(byteLength(tensor, type) / ALIGNMENT) * ALIGNMENT
    return info
  })
  const entries = Object.entries(metadata)
  return joinBytes([
    new TextEncoder().encode('GGUF'),
    uint32(3),
    uint64(tensors.length),
    uint64(entries.length),
    ...entries.flatMap(([key, value]) => [text(key), ...typed(value)]),
    ...infos,
  ])
}

function typeOf({ shape }: LazyTensor, dtype: GgufDtype): GgufDtype {
  return shape.length === 1 ? 'F32' : dtype
}

function byteLength({ shape }: LazyTensor, dtype: GgufDtype): number {
  const count = shape.reduce((all, each) => all * each, 1)
  if (dtype === 'Q8_0') return (count / 32) * 34
  return count * (dtype === 'F32' ? 4 : 2)
}

function tensorBytes(tensor: LazyTensor, dtype: GgufDtype): Uint8Array {
  const values = tensor.values()
  return dtype === 'Q8_0' ? quantiseQ8(values) : floatBytes(values, dtype)
}

function padding(length: number): Uint8Array {
  return new Uint8Array((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT)
}

function typed(value: GgufMetadata[string]): Uint8Array[] {
  if (typeof value === 'string') return [uint32(VALUE.text), text(value)]
  if (typeof value === 'boolean')
    return [uint32(VALUE.boolean), Uint8Array.of(Number(value))]
  if (typeof value === 'number')
    return Number.isInteger(value)
      ? [uint32(VALUE.uint32), uint32(value)]
      : [uint32(VALUE.float32), new Uint8Array(Float32Array.of(value).buffer)]
  if (value instanceof Int32Array) return list(VALUE.int32, value)
  if (value instanceof Float32Array) return list(VALUE.float32, value)
  return [
    ...[VALUE.list, VALUE.text].map(uint32),
    uint64(value.length),
    ...value.map(text),
  ]
}

function list(type: number, values: Int32Array | Float32Array): Uint8Array[] {
  const bytes = new Uint8Array(values.slice().buffer)
  return [uint32(VALUE.list), uint32(type), uint64(values.length), bytes]
}

function text(value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value)
  return joinBytes([uint64(bytes.length), bytes])
}

function uint32(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer)
}

function uint64(value: number): Uint8Array {
  return new Uint8Array(BigUint64Array.of(BigInt(value)).buffer)
}
