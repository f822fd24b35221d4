/** The weights of a prepared model, for tests to look into. */
export type ImportedTensors = {
  readonly header: string
  /** Of all tensors, in bytes. */
  readonly length: number
  readonly tensors: ReadonlyMap<string, ImportedTensor>
  readonly integers: (name: string) => Int8Array
  readonly floats: (name: string) => Float32Array
}

type ImportedTensor = {
  readonly dtype: string
  readonly shape: readonly number[]
  readonly start: number
  readonly end: number
}

type Entry = {
  readonly dtype: string
  readonly shape: number[]
  readonly data_offsets: [number, number]
}

/** Reads the weights of a prepared model with nothing of what wrote them. */
export function importedTensors(content: Uint8Array): ImportedTensors {
  const view = new DataView(content.buffer, content.byteOffset)
  const start = 8 + Number(view.getBigUint64(0, true))
  const header = new TextDecoder().decode(content.subarray(8, start))
  const { __metadata__: _, ...entries } = JSON.parse(header) as Record<
    string,
    Entry
  >
  const tensors = new Map(
    Object.entries(entries).map(([name, { dtype, shape, data_offsets }]) => {
      const [first, end] = data_offsets
      return [name, { dtype, shape, start: first, end }]
    }),
  )
  const bytesOf = (name: string) => {
    const tensor = tensors.get(name)
    if (!tensor) throw new TypeError(`no tensor ${name}`)
    return content.slice(start + tensor.start, start + tensor.end).buffer
  }
  return {
    header,
    length: content.length - start,
    tensors,
    integers: (name) => new Int8Array(bytesOf(name)),
    floats: (name) => new Float32Array(bytesOf(name)),
  }
}
