import { isRecord } from '../../engine/shared/model/is-record.js'
import { readJson } from '../../engine/shared/model/read-json.js'
import type { ModelFolder } from '../../ports/model-folder.js'
import { damaged } from '../shared/unsupported.js'
import type { FileParts } from '../stored/file-parts.js'
import {
  checkTensors,
  type StoredTensor,
  type TensorClaim,
} from '../stored/stored-tensor.js'

const SINGLE = 'model.safetensors'
const INDEX = 'model.safetensors.index.json'

/** As in the format's own implementation. */
const HEADER_LIMIT = 100_000_000

/** Whether a folder has weights in this format. */
export function hasSafetensors({ paths }: ModelFolder): boolean {
  return paths.includes(SINGLE) || paths.includes(INDEX)
}

/**
 * All tensors of a folder, from one file or from those that its index names.
 *
 * @see {@link https://github.com/huggingface/safetensors#format}
 */
export async function openSafetensors(
  folder: ModelFolder,
  parts: FileParts,
  signal: AbortSignal,
): Promise<readonly StoredTensor[]> {
  if (folder.paths.includes(SINGLE)) return await openFile(parts, SINGLE)
  const index = readJson(INDEX, await folder.read(INDEX, { signal }))
  const places = placesOf(index)
  const paths = [...new Set(places.values())].sort()
  const tensors: StoredTensor[] = []
  for (const path of paths) {
    if (!folder.paths.includes(path)) {
      throw damaged(INDEX, `it names '${path}', which is not there`)
    }
    tensors.push(...(await openFile(parts, path)))
  }
  const astray = tensors.find(({ name, path }) => places.get(name) !== path)
  if (astray) {
    throw damaged(
      INDEX,
      `it does not say that ${astray.path} has '${astray.name}'`,
    )
  }
  if (tensors.length < places.size) {
    throw damaged(INDEX, 'it names tensors that no file has')
  }
  return tensors
}

function placesOf(index: unknown): ReadonlyMap<string, string> {
  const map = isRecord(index) ? index.weight_map : undefined
  const entries = isRecord(map) ? Object.entries(map) : []
  const isMap = entries.every((entry) => typeof entry[1] === 'string')
  if (entries.length === 0 || !isMap) {
    throw damaged(INDEX, 'it has no weight_map')
  }
  return new Map(entries as [string, string][])
}

async function openFile(
  parts: FileParts,
  path: string,
): Promise<readonly StoredTensor[]> {
  const prefix = await parts.read(path, 0, 8)
  const view = new DataView(prefix.buffer, prefix.byteOffset, 8)
  const length = Number(view.getBigUint64(0, true))
  if (length > HEADER_LIMIT) {
    throw damaged(path, `its header claims ${length} bytes`)
  }
  const start = 8 + length
  const header = new TextDecoder().decode(await parts.read(path, 8, start))
  const claims = claimsOf(path, header, start)
  const end = claims.reduce((most, claim) => Math.max(most, claim.end), start)
  const bytes = claims.reduce((all, claim) => all + claim.end - claim.start, 0)
  if (end - start !== bytes) {
    throw damaged(path, 'its tensors leave holes between them, or overlap')
  }
  if ((await parts.readUpTo(path, end, end + 1)).length > 0) {
    throw damaged(path, 'it goes on after its last tensor')
  }
  return await checkTensors(parts, path, claims)
}

function claimsOf(path: string, header: string, start: number): TensorClaim[] {
  const json = parseHeader(path, header)
  const entries = Object.entries(json).filter(
    ([name]) => name !== '__metadata__',
  )
  // JSON.parse keeps the last of equal names, and hides the others.
  const count = header.match(/"data_offsets"/g)?.length ?? 0
  if (count !== entries.length) {
    throw damaged(path, 'its header says something twice')
  }
  return entries.map(([name, entry]) => claimOf(path, start, name, entry))
}

function parseHeader(path: string, header: string): Record<string, unknown> {
  try {
    const json = JSON.parse(header)
    if (isRecord(json)) return json
  } catch (cause) {
    throw damaged(path, 'its header is not JSON', cause)
  }
  throw damaged(path, 'its header is not an object')
}

function claimOf(
  path: string,
  start: number,
  name: string,
  entry: unknown,
): TensorClaim {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {}
  if (typeof dtype !== 'string' || !isSizes(shape) || !isSizes(offsets)) {
    throw damaged(path, `its header does not describe '${name}'`)
  }
  const [first, last] = offsets
  if (offsets.length !== 2 || first === undefined || last === undefined) {
    throw damaged(path, `'${name}' does not begin and end somewhere`)
  }
  return { name, path, dtype, shape, start: start + first, end: start + last }
}

function isSizes(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.every((size) => Number.isSafeInteger(size) && size >= 0)
  )
}
