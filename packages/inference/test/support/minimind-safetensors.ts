import type { onnx } from 'onnx-proto'
import {
  decodeGraph,
  loadOnnxProto,
} from '../../src/engine/onnx/graph/onnx-proto.js'
import type { ModelFolder } from '../../src/ports/model-folder.js'
import { defaultModelFolder } from './default-model.js'
import { fileBytes, memoryFolder } from './memory-folder.js'
import { joinBytes, type LazyTensor, safetensorsParts } from './safetensors.js'

const GRAPH = 'onnx/model_quantized.onnx'
const TEXTS = [
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
]

/**
 * The default model as a Hugging Face folder with float32 weights: those that
 * its quantised graph holds, made floats again. The graph has quantised the
 * embedding and the head apart, so they are two tensors here, as it computes.
 */
export async function minimindSafetensors(): Promise<ModelFolder> {
  const folder = await defaultModelFolder()
  const proto = await loadOnnxProto()
  const { graph } = decodeGraph(proto, GRAPH, await folder.read(GRAPH))
  const config = JSON.parse(
    new TextDecoder().decode(await folder.read('config.json')),
  )
  const texts = await Promise.all(
    TEXTS.map(async (path) => [path, await folder.read(path)] as const),
  )
  return memoryFolder({
    ...Object.fromEntries(texts),
    'config.json': fileBytes({ ...config, tie_word_embeddings: false }),
    'model.safetensors': joinBytes(
      safetensorsParts(tensorsOf(graph).sort(byName), 'F32'),
    ),
  })
}

function byName(a: LazyTensor, b: LazyTensor): number {
  return a.name < b.name ? -1 : 1
}

type Tensors = ReadonlyMap<string, onnx.ITensorProto>

function tensorsOf(graph: onnx.IGraphProto): LazyTensor[] {
  const tensors: Tensors = new Map(
    (graph.initializer ?? []).map((tensor) => [tensor.name ?? '', tensor]),
  )
  const norms = [...tensors.values()]
    .filter(({ name }) => name?.endsWith('norm.weight'))
    .map((tensor) => lazy(tensor.name ?? '', tensor, floatsOf(tensor)))
  const embedding = dequantised(tensors, 'model.embed_tokens.weight')
  const products = (graph.node ?? [])
    .filter(({ opType }) => opType === 'MatMulInteger')
    .map(({ name, input }) => {
      const stem = (input?.[1] ?? '').replace(/_quantized$/, '')
      return transposed(dequantised(tensors, stem), weightName(name ?? ''))
    })
  return [...norms, embedding, ...products]
}

/** `/model/layers.0/mlp/up_proj/MatMul_quant` is `model.layers.0.mlp.up_proj.weight`. */
function weightName(node: string): string {
  return `${node.split('/').slice(1, -1).join('.')}.weight`
}

function dequantised(tensors: Tensors, stem: string): LazyTensor {
  const [weight, scale, zero] = ['quantized', 'scale', 'zero_point'].map(
    (part) => {
      const found = tensors.get(`${stem}_${part}`)
      if (!found) throw new TypeError(`the graph has no ${stem}_${part}`)
      return found
    },
  ) as [onnx.ITensorProto, onnx.ITensorProto, onnx.ITensorProto]
  const factor = floatsOf(scale)[0] as number
  const offset = integersOf(zero)[0] as number
  const values = Float32Array.from(
    integersOf(weight),
    (value) => (value - offset) * factor,
  )
  return lazy(stem, weight, values)
}

function lazy(
  name: string,
  { dims }: onnx.ITensorProto,
  values: Float32Array,
): LazyTensor {
  return { name, shape: (dims ?? []).map(Number), values: () => values }
}

/** ONNX multiplies from the left: its weights are [columns, rows]. */
function transposed({ shape, values }: LazyTensor, name: string): LazyTensor {
  const [columns, rows] = shape as [number, number]
  const from = values()
  const to = new Float32Array(from.length)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      to[row * columns + column] = from[column * rows + row] as number
    }
  }
  return { name, shape: [rows, columns], values: () => to }
}

const UINT8 = 2

function integersOf({ rawData, int32Data, dataType }: onnx.ITensorProto) {
  if (!rawData?.length) return int32Data ?? []
  const { buffer, byteOffset, length } = rawData
  return dataType === UINT8
    ? new Uint8Array(buffer, byteOffset, length)
    : new Int8Array(buffer, byteOffset, length)
}

function floatsOf({ rawData, floatData }: onnx.ITensorProto): Float32Array {
  if (!rawData?.length) return Float32Array.from(floatData ?? [])
  return new Float32Array(new Uint8Array(rawData).buffer)
}
