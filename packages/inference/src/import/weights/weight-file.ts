import type { WeightPlan } from './weight-plan.js'

/** One scale for a row, or one for each 32 columns of it. */
export type GroupSize = 0 | 32

/** The weights of a prepared model: zeros at first, in views to be filled. */
export type WeightFile = {
  readonly content: Uint8Array
  readonly integers: (name: string) => Int8Array
  readonly floats: (name: string) => Float32Array
}

type Entry = {
  readonly name: string
  readonly dtype: 'I8' | 'F32'
  readonly shape: readonly number[]
}

/** Names the arithmetic that these weights are for. */
const FORMAT = 'aichain-w8a12/1'

/**
 * Lays out the weights of a prepared model: a safetensors file whose bytes
 * depend on nothing but the dimensions and the values. Names are sorted, and no
 * byte is left over.
 */
export function weightFile(
  plan: WeightPlan,
  groupSize: GroupSize,
  frequencies: number,
): WeightFile {
  const entries = entriesOf(plan, groupSize, frequencies)
  const places = new Map<string, { start: number; end: number }>()
  let size = 0
  for (const { name, dtype, shape } of entries) {
    const start = size
    size += shape.reduce((all, each) => all * each, dtype === 'I8' ? 1 : 4)
    places.set(name, { start, end: size })
  }
  const header = headerOf(entries, places)
  const content = new Uint8Array(header.length + size)
  content.set(header)
  const place = (name: string) => {
    const { start, end } = places.get(name) ?? { start: 0, end: 0 }
    return [header.length + start, end - start] as const
  }
  return {
    content,
    integers: (name) => new Int8Array(content.buffer, ...place(name)),
    floats: (name) => {
      const [start, length] = place(name)
      return new Float32Array(content.buffer, start, length / 4)
    },
  }
}

function entriesOf(
  { matrices, vectors }: WeightPlan,
  groupSize: GroupSize,
  frequencies: number,
): Entry[] {
  const entries: Entry[] = [
    { name: 'rotary.frequencies', dtype: 'F32', shape: [frequencies] },
  ]
  for (const { name, rows, columns } of matrices) {
    const scales = groupSize === 0 ? [rows] : [rows, columns / groupSize]
    entries.push(
      { name: `${name}.scale`, dtype: 'F32', shape: scales },
      { name: `${name}.weight`, dtype: 'I8', shape: [rows, columns] },
    )
  }
  for (const { name, length } of vectors) {
    entries.push({ name, dtype: 'F32', shape: [length] })
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function headerOf(
  entries: readonly Entry[],
  places: ReadonlyMap<string, { readonly start: number; readonly end: number }>,
): Uint8Array {
  const members = entries.map(({ name, dtype, shape }) => {
    const { start, end } = places.get(name) ?? { start: 0, end: 0 }
    return [name, { data_offsets: [start, end], dtype, shape }]
  })
  const json = JSON.stringify({
    __metadata__: { format: FORMAT },
    ...Object.fromEntries(members),
  })
  const length = Math.ceil(json.length / 8) * 8
  const header = new TextEncoder().encode('\0'.repeat(8) + json.padEnd(length))
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true)
  return header
}
