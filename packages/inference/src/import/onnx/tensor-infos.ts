import type { onnx } from 'onnx-proto'
import type { TensorInfo } from '../../engine/onnx/graph/model-signature.js'
import { toNumber } from '../../engine/onnx/graph/onnx-proto.js'

/** ONNX's numbers of element types, as far as a signature can name them. */
const TYPE_NAMES: Readonly<Record<number, string>> = {
  1: 'float32',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  10: 'float16',
  16: 'bfloat16',
}

/** A graph's inputs and outputs, as ONNX Runtime would tell them. */
export function tensorInfos(graph: onnx.IGraphProto): {
  readonly inputs: readonly TensorInfo[]
  readonly outputs: readonly TensorInfo[]
} {
  // Old graphs list their weights among the inputs.
  const weights = new Set(graph.initializer?.map((tensor) => tensor.name))
  const inputs = (graph.input ?? []).filter(({ name }) => !weights.has(name))
  return {
    inputs: inputs.map(tensorInfo),
    outputs: (graph.output ?? []).map(tensorInfo),
  }
}

function tensorInfo(value: onnx.IValueInfoProto): TensorInfo {
  const tensor = value.type?.tensorType
  const elementType = tensor?.elemType ?? 0
  return {
    name: value.name ?? '',
    type: TYPE_NAMES[elementType] ?? `of ONNX type ${elementType}`,
    shape: (tensor?.shape?.dim ?? []).map(({ dimValue, dimParam }) => {
      const size = toNumber(dimValue ?? 0)
      return size > 0 ? size : (dimParam ?? '')
    }),
  }
}
