import { damaged } from '../shared/unsupported.js'

/** A value of a GGUF file's metadata. 64-bit integers are numbers where they fit. */
export type GgufValue = string | number | boolean | readonly GgufValue[]

/** What a GGUF file says before its tensors' bytes. */
export type GgufHeader = {
  readonly metadata: ReadonlyMap<string, GgufValue>
  readonly tensors: readonly GgufTensorInfo[]
  /** Where the header ends; the bytes begin at the next multiple of the alignment. */
  readonly length: number
}

/** Where a tensor is, relative to the first byte after the header. */
export type GgufTensorInfo = {
  readonly name: string
  /** The length of a row comes first. */
  readonly dimensions: readonly number[]
  /** A number of ggml's list of types. */
  readonly type: number
  readonly offset: number
}

/** Thrown inside this file when a header goes on after the bytes at hand. */
class HeaderGoesOn extends Error {}

/**
 * Reads the header at the beginning of `bytes`; `undefined` when it goes on
 * after them. Allocates no more than a small multiple of `bytes`.
 *
 * Ours, because `@huggingface/gguf` 0.4.6 reads from URLs and paths alone, fills
 * up what a file lacks with zeros, and keeps the last of two equal keys.
 *
 * @see {@link https://github.com/ggml-org/ggml/blob/master/docs/gguf.md}
 */
export function parseGgufHeader(
  path: string,
  bytes: Uint8Array,
): GgufHeader | undefined {
  try {
    return readHeader(cursor(path, bytes))
  } catch (error) {
    if (error instanceof HeaderGoesOn) return undefined
    throw error
  }
}

type Cursor = ReturnType<typeof cursor>

function cursor(path: string, bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const decoder = new TextDecoder()
  let offset = 0
  const take = (count: number) => {
    if (count > bytes.length - offset) throw new HeaderGoesOn()
    offset += count
    return offset - count
  }
  const integer = (value: bigint) => {
    const number = Number(value)
    if (Number.isSafeInteger(number)) return number
    throw damaged(path, `its header has the number ${value}`)
  }
  const uint64 = () => integer(view.getBigUint64(take(8), true))
  return {
    path,
    offset: () => offset,
    uint8: () => view.getUint8(take(1)),
    int8: () => view.getInt8(take(1)),
    uint16: () => view.getUint16(take(2), true),
    int16: () => view.getInt16(take(2), true),
    uint32: () => view.getUint32(take(4), true),
    int32: () => view.getInt32(take(4), true),
    float32: () => view.getFloat32(take(4), true),
    float64: () => view.getFloat64(take(8), true),
    int64: () => integer(view.getBigInt64(take(8), true)),
    uint64,
    text: () => {
      const length = uint64()
      const start = take(length)
      return decoder.decode(bytes.subarray(start, start + length))
    },
  }
}

function readHeader(read: Cursor): GgufHeader {
  const [magic, version] = [read.uint32(), read.uint32()]
  if (magic !== 0x46554747) throw damaged(read.path, 'it is not a GGUF file')
  if (version !== 2 && version !== 3) {
    throw damaged(read.path, `it has version ${version} of GGUF, not 2 or 3`)
  }
  const [tensorCount, valueCount] = [read.uint64(), read.uint64()]
  const metadata = new Map<string, GgufValue>()
  for (let index = 0; index < valueCount; index++) {
    const key = read.text()
    if (metadata.has(key)) throw damaged(read.path, `it says '${key}' twice`)
    metadata.set(key, readValue(read, read.uint32()))
  }
  const tensors: GgufTensorInfo[] = []
  for (let index = 0; index < tensorCount; index++) {
    tensors.push(readTensorInfo(read))
  }
  return { metadata, tensors, length: read.offset() }
}

/** Kinds of values by their number; the ninth is a list of another kind. */
const KINDS = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'float32',
  'boolean',
  'text',
  'list',
  'uint64',
  'int64',
  'float64',
] as const

function readValue(read: Cursor, type: number): GgufValue {
  const kind = KINDS[type]
  if (kind === undefined) {
    throw damaged(read.path, `its header has a value of type ${type}`)
  }
  if (kind === 'boolean') return read.uint8() !== 0
  return kind === 'list' ? readList(read) : read[kind]()
}

function readList(read: Cursor): GgufValue[] {
  const [type, length] = [read.uint32(), read.uint64()]
  if (KINDS[type] === 'list') {
    throw damaged(read.path, 'its header has a list of lists')
  }
  const values: GgufValue[] = []
  for (let index = 0; index < length; index++) {
    values.push(readValue(read, type))
  }
  return values
}

function readTensorInfo(read: Cursor): GgufTensorInfo {
  const name = read.text()
  const count = read.uint32()
  if (count < 1 || count > 4) {
    throw damaged(read.path, `'${name}' has ${count} dimensions`)
  }
  const dimensions = Array.from({ length: count }, () => read.uint64())
  return { name, dimensions, type: read.uint32(), offset: read.uint64() }
}
