import { damaged, unsupported } from '../shared/unsupported.js'
import type { FileParts } from './file-parts.js'
import { STORED_DTYPES, type StoredDtype } from './stored-dtype.js'

/** A tensor whose bytes are still in its file. */
export type StoredTensor = {
  readonly name: string
  readonly path: string
  readonly dtype: StoredDtype
  /** Rows and columns, or one length. */
  readonly shape: readonly number[]
  /** Where its bytes begin and end in the file. */
  readonly start: number
  readonly end: number
}

/** What a header says of a tensor. */
export type TensorClaim = Omit<StoredTensor, 'dtype'> & {
  readonly dtype: string
}

/**
 * Believes what a header says of its tensors: that names are unique, that sizes
 * follow from shapes, that no two overlap, and that the file has their bytes.
 */
export async function checkTensors(
  parts: FileParts,
  path: string,
  claims: readonly TensorClaim[],
): Promise<readonly StoredTensor[]> {
  const names = new Set<string>()
  for (const claim of claims) {
    if (names.has(claim.name)) throw damaged(path, `it has two '${claim.name}'`)
    names.add(claim.name)
    checkSize(claim)
  }
  const sorted = [...claims].sort((a, b) => a.start - b.start)
  for (const [index, { name, start }] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before && start < before.end) {
      throw damaged(path, `the bytes of '${before.name}' and '${name}' overlap`)
    }
  }
  const end = sorted.at(-1)?.end ?? 0
  if (end > 0) await parts.read(path, end - 1, end)
  return claims as readonly StoredTensor[]
}

function checkSize({ path, name, dtype, shape, start, end }: TensorClaim) {
  const format = Object.hasOwn(STORED_DTYPES, dtype)
    ? STORED_DTYPES[dtype as StoredDtype]
    : undefined
  if (!format) throw unsupported(path, `'${name}' is stored as ${dtype}`)
  const isShape =
    shape.length >= 1 &&
    shape.length <= 2 &&
    shape.every((size) => Number.isSafeInteger(size) && size > 0)
  if (!isShape) {
    throw unsupported(path, `'${name}' has the shape [${shape.join(', ')}]`)
  }
  const count = shape.reduce((all, size) => all * size, 1)
  if ((shape.at(-1) as number) % format.values !== 0) {
    throw damaged(path, `rows of '${name}' end within a block of ${dtype}`)
  }
  if (end - start !== (count / format.values) * format.bytes) {
    throw damaged(path, `the size of '${name}' is not that of its shape`)
  }
}
