import type { onnx } from 'onnx-proto'
import { walkGraphs } from './walk-graphs.js'

/**
 * Operators of language models whose CPU kernels in ONNX Runtime's WebAssembly
 * compute the same bits at every run. What is not listed is refused: a new
 * operator is examined before stakes depend on it.
 */
const ALLOWED: Readonly<Record<string, ReadonlySet<string>>> = {
  '': words(`
    Abs Add And ArgMax ArgMin Attention Cast CastLike Ceil Clip Concat Constant
    ConstantOfShape Conv Cos CumSum DequantizeLinear Div Einsum Equal Erf Exp
    Expand EyeLike Flatten Floor Gather GatherElements GatherND Gelu Gemm
    Greater GreaterOrEqual HardSigmoid HardSwish Identity If IsInf IsNaN
    LayerNormalization LeakyRelu Less LessOrEqual Log LogSoftmax MatMul Max
    Mean Min Mod Mul Neg NonZero Not OneHot Or Pad Pow QuantizeLinear RMSNormalization
    Range Reciprocal ReduceL2 ReduceMax ReduceMean ReduceMin ReduceProd
    ReduceSum ReduceSumSquare Relu Reshape RotaryEmbedding Round
    ScatterElements ScatterND Shape Sigmoid Sign SimplifiedLayerNormalization
    Sin Size Slice Softmax Softplus Split Sqrt Squeeze Sub Sum Swish Tanh Tile
    TopK Transpose Trilu Unsqueeze Where Xor`),
  'com.microsoft': words(`
    BiasGelu FastGelu FusedMatMul Gelu GroupQueryAttention MultiHeadAttention
    QuickGelu RotaryEmbedding SkipLayerNormalization
    SkipSimplifiedLayerNormalization`),
}

const DYNAMIC =
  'it quantises activations by a scale over all tokens of a call, in a form that is not rewritten'
const RANDOM = 'it draws random numbers'
const ENDLESS = 'nothing bounds how often it repeats'
const FOUR_BITS =
  'its result changes with the number of threads, and it is slow in WebAssembly'

/** Why the best known of the others are refused. */
const REFUSED: Readonly<Record<string, string>> = {
  ...because(RANDOM, 'RandomNormal RandomNormalLike RandomUniform'),
  ...because(RANDOM, 'RandomUniformLike Bernoulli Multinomial'),
  ...because(ENDLESS, 'Loop Scan'),
  ...because(
    FOUR_BITS,
    'MatMulNBits MatMulBnb4 MatMulFpQ4 GatherBlockQuantized',
  ),
  ...because(DYNAMIC, 'DynamicQuantizeLinear MatMulInteger ConvInteger'),
  ...because(DYNAMIC, 'DynamicQuantizeMatMul MatMulIntegerToFloat QAttention'),
}

/** ONNX's numbers for tensors of four bits and less. */
const NARROW_TYPES = new Set([21, 22, 23, 25, 26])

/** Says why a graph must not be published; nothing if it may. */
export function findUnsupportedPart(
  model: Pick<onnx.IModelProto, 'graph' | 'functions'>,
): string | undefined {
  const nodes = (model.functions ?? []).flatMap((f) => f.node ?? [])
  const roots = [{ node: nodes }, model.graph ?? {}]
  for (const graph of roots.flatMap((root) => [...walkGraphs(root)])) {
    const fault =
      firstFault(graph.node ?? [], findOperatorFault) ??
      firstFault(tensorsOf(graph), findTensorFault)
    if (fault !== undefined) return fault
  }
  return undefined
}

function firstFault<T>(
  items: readonly T[],
  find: (item: T) => string | undefined,
): string | undefined {
  for (const item of items) {
    const fault = find(item)
    if (fault !== undefined) return fault
  }
  return undefined
}

function findOperatorFault(node: onnx.INodeProto): string | undefined {
  const { opType = '', domain, name } = node
  const family = domain === 'ai.onnx' ? '' : (domain ?? '')
  if (ALLOWED[family]?.has(opType ?? '')) return undefined
  const operator = family === '' ? opType : `${family}.${opType}`
  const why =
    REFUSED[opType ?? ''] ?? 'it is not known to give the same bits everywhere'
  return `operator ${operator} (node '${name ?? ''}'): ${why}`
}

/** Weights, and the constants that nodes carry with them. */
function tensorsOf(graph: onnx.IGraphProto): onnx.ITensorProto[] {
  const attributes = (graph.node ?? []).flatMap((node) => node.attribute ?? [])
  return [
    ...(graph.initializer ?? []),
    ...attributes.flatMap(({ t, tensors }) => [
      ...(t ? [t] : []),
      ...(tensors ?? []),
    ]),
  ]
}

function findTensorFault(tensor: onnx.ITensorProto): string | undefined {
  return NARROW_TYPES.has(tensor.dataType ?? 0)
    ? `tensor '${tensor.name ?? ''}' has four bits or fewer per weight`
    : undefined
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/))
}

function because(reason: string, list: string): Record<string, string> {
  return Object.fromEntries([...words(list)].map((name) => [name, reason]))
}
