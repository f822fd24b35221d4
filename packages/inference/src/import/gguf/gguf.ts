import type { ModelFolder } from '../../ports/model-folder.js'
import { damaged, unsupported } from '../shared/unsupported.js'
import type { FileParts } from '../stored/file-parts.js'
import { STORED_DTYPES, type StoredDtype } from '../stored/stored-dtype.js'
import {
  checkTensors,
  type StoredTensor,
  type TensorClaim,
} from '../stored/stored-tensor.js'
import {
  type GgufHeader,
  type GgufTensorInfo,
  type GgufValue,
  parseGgufHeader,
} from './gguf-header.js'

/** A GGUF file whose header has been read and checked. */
export type GgufFile = {
  readonly path: string
  readonly metadata: ReadonlyMap<string, GgufValue>
  readonly tensors: readonly StoredTensor[]
}

/** A large vocabulary with its merges takes 10 MB. */
const HEADER_LIMIT = 128 * 2 ** 20

const FIRST_READ = 2 ** 20

/** ggml's numbers of the types that are common in Llamas; the list is longer. */
const TYPES: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  6: 'Q5_0',
  7: 'Q5_1',
  8: 'Q8_0',
  10: 'Q2_K',
  11: 'Q3_K',
  12: 'Q4_K',
  13: 'Q5_K',
  14: 'Q6_K',
  20: 'IQ4_NL',
  23: 'IQ4_XS',
  30: 'BF16',
}

/** The one GGUF file of a folder; several are a choice that is not ours. */
export function ggufPath(folder: ModelFolder): string | undefined {
  const [path, ...others] = folder.paths.filter((each) =>
    each.endsWith('.gguf'),
  )
  if (path === undefined || others.length === 0) return path
  throw unsupported(path, `the folder has ${others.length + 1} GGUF files`)
}

/** Reads the header of a GGUF file, and checks it against the file. */
export async function openGguf(
  parts: FileParts,
  path: string,
): Promise<GgufFile> {
  const { metadata, tensors, length } = await readHeader(parts, path)
  const alignment = metadata.get('general.alignment') ?? 32
  if (typeof alignment !== 'number' || alignment % 8 !== 0 || alignment <= 0) {
    throw damaged(path, `its alignment is ${String(alignment)}`)
  }
  const start = Math.ceil(length / alignment) * alignment
  const claims = tensors.map((info) => claimOf(path, start, alignment, info))
  return { path, metadata, tensors: await checkTensors(parts, path, claims) }
}

/** Nothing says how long the header is: reads more and more of the file. */
async function readHeader(parts: FileParts, path: string): Promise<GgufHeader> {
  for (let size = FIRST_READ; size <= HEADER_LIMIT; size *= 2) {
    const bytes = await parts.readUpTo(path, 0, size)
    const header = parseGgufHeader(path, bytes)
    if (header) return header
    if (bytes.length < size) throw damaged(path, 'it ends within its header')
  }
  throw damaged(path, `its header is longer than ${HEADER_LIMIT} bytes`)
}

function claimOf(
  path: string,
  first: number,
  alignment: number,
  { name, dimensions, type, offset }: GgufTensorInfo,
): TensorClaim {
  if (offset % alignment !== 0) {
    throw damaged(path, `'${name}' begins at ${offset}, which is not aligned`)
  }
  const dtype = TYPES[type] ?? `type ${type} of ggml`
  const format = STORED_DTYPES[dtype as StoredDtype] ?? { bytes: 0, values: 1 }
  const count = dimensions.reduce((all, size) => all * size, 1)
  const start = first + offset
  const end = start + (count / format.values) * format.bytes
  return { name, path, dtype, shape: dimensions.toReversed(), start, end }
}
