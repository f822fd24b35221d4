import type { onnx } from 'onnx-proto'
import { ModelUnsupportedError } from '../../../errors/model.js'
import { importPeer } from '../../shared/platform/peers.js'

/** The part of `onnx-proto` that is used, handed in so that it stays optional. */
export type OnnxProto = typeof onnx

/** Loads the reader and writer of ONNX files. */
export async function loadOnnxProto(): Promise<OnnxProto> {
  const module = await importPeer('onnx-proto', () => import('onnx-proto'))
  // A CommonJS package: some loaders put its exports under `default`.
  return (
    module.onnx ??
    (module as unknown as { default: typeof module }).default.onnx
  )
}

/** Reads an ONNX file, or says that it is none. */
export function decodeGraph(
  proto: OnnxProto,
  path: string,
  content: Uint8Array,
): onnx.ModelProto & { graph: onnx.IGraphProto } {
  const model = attemptDecode(proto, path, content)
  if (!model.graph?.node?.length) throw damaged(path, 'it holds no graph')
  return model as onnx.ModelProto & { graph: onnx.IGraphProto }
}

function attemptDecode(proto: OnnxProto, path: string, content: Uint8Array) {
  const start = new TextDecoder().decode(content.subarray(0, 64))
  if (start.startsWith('version https://git-lfs')) {
    throw damaged(path, 'it is a Git LFS pointer, not the model itself')
  }
  try {
    return proto.ModelProto.decode(content)
  } catch (cause) {
    throw damaged(path, 'it is not a whole ONNX file', cause)
  }
}

function damaged(path: string, reason: string, cause?: unknown) {
  const remedy = 'Download the file again.'
  return new ModelUnsupportedError({ reason, remedy, path, cause })
}

/** protobuf's 64-bit integers arrive as objects; ONNX sizes fit a number. */
export function toNumber(value: unknown): number {
  return Number(String(value))
}
