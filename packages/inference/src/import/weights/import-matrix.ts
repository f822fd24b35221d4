import { unsupported } from '../shared/unsupported.js'
import type { FileParts } from '../stored/file-parts.js'
import { halfFloat } from '../stored/half-float.js'
import { readRows, type StoredRows } from '../stored/read-rows.js'
import { decodeBlocks } from '../stored/stored-dtype.js'
import type { StoredTensor } from '../stored/stored-tensor.js'
import { quantise } from './quantise-row.js'
import { fitsInt32 } from './row-sum.js'
import type { GroupSize } from './weight-file.js'

/** Where a quantised matrix goes. */
export type MatrixTarget = {
  readonly quants: Int8Array
  readonly scales: Float32Array
  readonly groupSize: GroupSize
  /** To which row a row of the file goes. */
  readonly placeOf: (row: number) => number
}

/** Quantises a tensor, and proves for each row that its sums cannot overflow. */
export async function importMatrix(
  parts: FileParts,
  tensor: StoredTensor,
  target: MatrixTarget,
): Promise<void> {
  for await (const rows of readRows(parts, tensor)) {
    importRows(tensor, rows, target)
    await nextTurn()
  }
}

/** Lets timers run, or an abort could not arrive before the whole tensor is done. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}

function importRows(
  tensor: StoredTensor,
  rows: StoredRows,
  target: MatrixTarget,
): void {
  const columns = tensor.shape[1] as number
  const isKept = mayKeepBlocks(tensor, rows, target)
  const values = isKept ? undefined : decodeBlocks(tensor.dtype, rows.bytes)
  for (let row = 0; row < rows.count; row++) {
    const place = target.placeOf(rows.first + row)
    const quants = target.quants.subarray(
      place * columns,
      (place + 1) * columns,
    )
    const groups = columns / (target.groupSize || columns)
    const scales = target.scales.subarray(place * groups, (place + 1) * groups)
    if (values === undefined) keepBlocks(rows.bytes, row, quants, scales)
    else {
      const line = values.subarray(row * columns, (row + 1) * columns)
      if (!quantiseRow(line, quants, scales)) {
        throw refusal(tensor, rows.first + row, 'not finite')
      }
    }
    if (!fitsInt32(quants)) {
      throw refusal(tensor, rows.first + row, 'so large that sums overflow')
    }
  }
}

function refusal({ path, name }: StoredTensor, row: number, what: string) {
  return unsupported(
    path,
    `row ${row} of '${name}' has weights that are ${what}`,
  )
}

function quantiseRow(
  values: Float32Array,
  quants: Int8Array,
  scales: Float32Array,
): boolean {
  const size = values.length / scales.length
  for (let group = 0; group < scales.length; group++) {
    const [start, end] = [group * size, (group + 1) * size]
    const scale = quantise(
      values.subarray(start, end),
      quants.subarray(start, end),
    )
    if (scale === undefined) return false
    scales[group] = scale
  }
  return true
}

const BLOCK = 34

/**
 * Q8_0 is what groups of 32 are: its numbers stay as they are, unless a block
 * has what ours never have: a scale below zero, or a quant of −128.
 */
function mayKeepBlocks(
  { dtype }: StoredTensor,
  { bytes }: StoredRows,
  { groupSize }: MatrixTarget,
): boolean {
  if (dtype !== 'Q8_0' || groupSize !== 32) return false
  for (let start = 0; start < bytes.length; start += BLOCK) {
    const scale = scaleAt(bytes, start)
    if (!(scale >= 0 && scale < Number.POSITIVE_INFINITY)) return false
    if (bytes.subarray(start + 2, start + BLOCK).includes(128)) return false
  }
  return true
}

function keepBlocks(
  bytes: Uint8Array,
  row: number,
  quants: Int8Array,
  scales: Float32Array,
): void {
  for (let group = 0; group < scales.length; group++) {
    const start = (row * scales.length + group) * BLOCK
    const scale = scaleAt(bytes, start)
    // A new file has zeros, and zero only in one way.
    if (scale === 0) continue
    scales[group] = scale
    quants.set(bytes.subarray(start + 2, start + BLOCK), group * 32)
  }
}

function scaleAt(bytes: Uint8Array, start: number): number {
  return halfFloat(
    (bytes[start] as number) | ((bytes[start + 1] as number) << 8),
  )
}
