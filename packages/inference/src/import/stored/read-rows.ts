import type { FileParts } from './file-parts.js'
import { STORED_DTYPES } from './stored-dtype.js'
import type { StoredTensor } from './stored-tensor.js'

/** Rows of a tensor, as they are stored. */
export type StoredRows = {
  readonly first: number
  readonly count: number
  readonly bytes: Uint8Array
}

/** About so many values are in memory at a time. */
const CHUNK_VALUES = 2 ** 20

/** Reads a tensor some rows at a time, so that it is never whole in memory. */
export async function* readRows(
  parts: FileParts,
  { path, dtype, shape, start }: StoredTensor,
): AsyncGenerator<StoredRows> {
  const columns = shape.at(-1) as number
  const rows = shape.length === 1 ? 1 : (shape[0] as number)
  const { values, bytes } = STORED_DTYPES[dtype]
  const rowBytes = (columns / values) * bytes
  const most = Math.max(1, Math.floor(CHUNK_VALUES / columns))
  for (let first = 0; first < rows; first += most) {
    const count = Math.min(most, rows - first)
    const from = start + first * rowBytes
    const part = await parts.read(path, from, from + count * rowBytes)
    yield { first, count, bytes: part }
  }
}
