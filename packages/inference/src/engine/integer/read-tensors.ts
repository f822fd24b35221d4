import { accept, type Result, refuse } from '@aichain/base'

/** A tensor of a safetensors file. */
export type Tensor = {
  readonly dtype: string
  readonly shape: readonly number[]
  /** A view into the file. */
  readonly bytes: Uint8Array
}

/** Names the arithmetic that the weights are meant for. */
const FORMAT = 'aichain-w8a12/1'

/**
 * Finds the tensors of a prepared model.
 *
 * @see {@link https://huggingface.co/docs/safetensors}
 */
export function readTensors(
  file: Uint8Array,
): Result<ReadonlyMap<string, Tensor>> {
  const header = readHeader(file)
  if (!header.ok) return header
  const { entries, start } = header.value
  const tensors = new Map<string, Tensor>()
  for (const [name, entry] of Object.entries(entries)) {
    if (name === '__metadata__') continue
    const tensor = readTensor(file.subarray(start), entry)
    if (tensor === undefined) return refuse(`the tensor ${name} is malformed`)
    tensors.set(name, tensor)
  }
  const { format } = (entries.__metadata__ ?? {}) as { format?: unknown }
  return format === FORMAT
    ? accept(tensors)
    : refuse(`the weights are not in the format ${FORMAT}`)
}

type Header = {
  readonly entries: Readonly<Record<string, unknown>>
  readonly start: number
}

function readHeader(file: Uint8Array): Result<Header> {
  if (file.length < 8) return refuse('the file is too short')
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const start = 8 + Number(view.getBigUint64(0, true))
  if (start > file.length) return refuse('the header is longer than the file')
  try {
    const text = new TextDecoder().decode(file.subarray(8, start))
    const entries: unknown = JSON.parse(text)
    if (typeof entries !== 'object' || entries === null) throw entries
    return accept({ entries: entries as Header['entries'], start })
  } catch {
    return refuse('the header is not a JSON object')
  }
}

function readTensor(data: Uint8Array, entry: unknown): Tensor | undefined {
  const {
    dtype,
    shape,
    data_offsets: offsets,
  } = entry as {
    readonly dtype?: unknown
    readonly shape?: unknown
    readonly data_offsets?: unknown
  }
  if (typeof dtype !== 'string') return undefined
  if (!isCounts(shape) || !isCounts(offsets)) return undefined
  const [from = 0, to = 0] = offsets
  const size = dtype === 'I8' ? 1 : 4
  const bytes = shape.reduce((product, n) => product * n, size)
  if (offsets.length !== 2 || to - from !== bytes || to > data.length) {
    return undefined
  }
  return { dtype, shape, bytes: data.subarray(from, to) }
}

function isCounts(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.every((n) => Number.isSafeInteger(n) && n >= 0)
  )
}
