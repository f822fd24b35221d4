import type { CallOptions } from '@aichain/base'
import type { onnx } from 'onnx-proto'
import { toNumber } from '../../engine/onnx/graph/onnx-proto.js'
import { walkGraphs } from '../../engine/onnx/graph/walk-graphs.js'
import {
  ModelFileMissingError,
  ModelUnsupportedError,
} from '../../errors/model.js'
import type { ModelFolder } from '../../ports/model-folder.js'

const EXTERNAL = 1
/** Longest message that protobuf can hold. */
const MAXIMUM_BYTES = 2 ** 31 - 1

/**
 * Moves weights that lie in files beside the graph (`model.onnx_data`) into it,
 * so that one file holds the whole model.
 *
 * @returns Paths of the files whose weights are now inside; `graph` is changed
 * in place.
 */
export async function inlineExternalData(
  graph: onnx.IGraphProto,
  path: string,
  folder: ModelFolder,
  options: CallOptions = {},
): Promise<readonly string[]> {
  const files = new Map<string, Uint8Array>()
  for (const inner of walkGraphs(graph)) {
    for (const tensor of inner.initializer ?? []) {
      if (tensor.dataLocation !== EXTERNAL) continue
      const place = readPlace(tensor, path)
      const content =
        files.get(place.path) ?? (await readData(folder, place.path, options))
      files.set(place.path, content)
      inline(tensor, content, place)
    }
  }
  const size = [...files.values()].reduce((sum, { length }) => sum + length, 0)
  if (size > MAXIMUM_BYTES) throw tooLarge(path, size)
  return [...files.keys()]
}

type Place = {
  readonly path: string
  readonly offset: number
  readonly length: number | undefined
}

function readPlace(tensor: onnx.ITensorProto, path: string): Place {
  const fields = new Map(
    (tensor.externalData ?? []).map(({ key, value }) => [key, value ?? '']),
  )
  const length = fields.get('length')
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  return {
    path: folder + (fields.get('location') ?? ''),
    offset: toNumber(fields.get('offset') ?? 0),
    length: length === undefined ? undefined : toNumber(length),
  }
}

async function readData(
  folder: ModelFolder,
  path: string,
  options: CallOptions,
): Promise<Uint8Array> {
  // A path that leaves the folder is not among its paths, so it is missing too.
  if (folder.paths.includes(path)) return await folder.read(path, options)
  throw new ModelFileMissingError({
    path,
    purpose: 'weights that the graph keeps outside itself',
  })
}

function inline(
  tensor: onnx.ITensorProto,
  content: Uint8Array,
  { path, offset, length }: Place,
): void {
  const end = length === undefined ? content.length : offset + length
  // Written so that what is no number is refused as well.
  if (!(offset >= 0 && end >= offset && end <= content.length)) {
    throw new ModelUnsupportedError({
      reason: `weight '${tensor.name}' is said to lie at bytes ${offset} to ${end} of a file that ends at byte ${content.length}`,
      remedy: 'Download the file again.',
      path,
    })
  }
  tensor.rawData = content.subarray(offset, end)
  tensor.dataLocation = 0
  tensor.externalData = []
}

function tooLarge(path: string, size: number): ModelUnsupportedError {
  return new ModelUnsupportedError({
    reason: `the weights have ${size} bytes, and WebAssembly can load ${MAXIMUM_BYTES}`,
    remedy: 'Choose a smaller model or a smaller dtype, such as q8.',
    path,
  })
}
