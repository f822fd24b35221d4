import { unsupported } from '../shared/unsupported.js'
import type { FileParts } from '../stored/file-parts.js'
import { readRows } from '../stored/read-rows.js'
import { decodeBlocks } from '../stored/stored-dtype.js'
import type { StoredTensor } from '../stored/stored-tensor.js'
import { importMatrix } from './import-matrix.js'
import type { LlamaConfig } from './llama-config.js'
import { type GroupSize, weightFile } from './weight-file.js'
import type { WeightPlan } from './weight-plan.js'

/** Everything that the weights of a prepared model are made of. */
export type WeightSource = {
  readonly config: LlamaConfig
  readonly plan: WeightPlan
  readonly tensors: ReadonlyMap<string, StoredTensor>
  readonly frequencies: Float32Array
  /** llama.cpp rotates neighbours; its rows go back to the halves of their head. */
  readonly isInterleaved: boolean
}

/** Told after each tensor. */
export type ImportProgress = {
  readonly type: 'tensor'
  readonly name: string
  /** Tensors done so far, and all there are. */
  readonly count: number
  readonly total: number
}

/** Quantises all weights into the bytes of `model.safetensors`. */
export async function importWeights(
  parts: FileParts,
  source: WeightSource,
  groupSize: GroupSize,
  onProgress: ((progress: ImportProgress) => void) | undefined,
): Promise<Uint8Array> {
  const { plan, config, frequencies } = source
  const file = weightFile(plan, groupSize, frequencies.length)
  file.floats('rotary.frequencies').set(frequencies)
  const total = plan.matrices.length + plan.vectors.length
  let count = 0
  const tell = (name: string) =>
    onProgress?.({ type: 'tensor', name, count: ++count, total })
  for (const { name, source: from } of plan.vectors) {
    file.floats(name).set(await readVector(parts, tensorOf(source, from)))
    tell(from)
  }
  for (const { name, source: from, isRotated } of plan.matrices) {
    const isMoved = isRotated && source.isInterleaved
    await importMatrix(parts, tensorOf(source, from), {
      quants: file.integers(`${name}.weight`),
      scales: file.floats(`${name}.scale`),
      groupSize,
      placeOf: isMoved ? fromNeighbours(config.headDimension) : (row) => row,
    })
    tell(from)
  }
  return file.content
}

function tensorOf({ tensors }: WeightSource, name: string): StoredTensor {
  return tensors.get(name) as StoredTensor
}

/** Rows 0, 1, 2, 3, … of a head are those of its halves in turn. */
function fromNeighbours(dimension: number): (row: number) => number {
  return (row) => {
    const place = row % dimension
    return row - place + (place >> 1) + (place & 1) * (dimension / 2)
  }
}

/** A vector stays in float32; one that is not finite would make every answer so. */
export async function readVector(
  parts: FileParts,
  tensor: StoredTensor,
): Promise<Float32Array> {
  for await (const { bytes } of readRows(parts, tensor)) {
    const values = decodeBlocks(tensor.dtype, bytes)
    if (values.every(Number.isFinite)) return values
  }
  throw unsupported(
    tensor.path,
    `'${tensor.name}' has values that are not finite`,
  )
}
