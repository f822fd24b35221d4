import { writeFileSync } from 'node:fs'
import onnxProto, { type onnx as Onnx } from 'onnx-proto'
import { NORM_EPSILON, type Shape, type Weights } from './shapes.js'

// A CommonJS module, whose names Node.js does not see.
const { onnx } = onnxProto

/** Numbers of ONNX's element types. */
const FLOAT = 1
const UINT8 = 2
const INT8 = 3
const INT32 = 6
const INT64 = 7

const MICROSOFT = 'com.microsoft'

/**
 * Writes the weights as a graph of ONNX in the form that Hugging Face exports
 * call q8: signed bytes with one scale a matrix, activations quantised at every
 * product (`DynamicQuantizeLinear`, `MatMulInteger`), attention in one operator
 * with a key-value cache, scores of the last token alone.
 */
export function writeOnnx(path: string, shape: Shape, weight: Weights): void {
  const graph = createGraph()
  const dims = { ...shape, query: shape.heads * shape.headDimension }
  addRotary(graph, shape)
  addPositions(graph)
  let hidden = addEmbedding(graph, shape, weight)
  let added: string | undefined
  for (let layer = 0; layer < shape.layers; layer += 1) {
    ;[hidden, added] = addLayer(graph, dims, weight, layer, hidden, added)
  }
  const [normed] = addNorm(graph, weight, 'model.norm', hidden, added)
  addHead(graph, shape, weight, normed)
  const model = onnx.ModelProto.create({
    irVersion: 8,
    producerName: 'aichain-bench',
    opsetImport: [
      { domain: '', version: 17 },
      { domain: MICROSOFT, version: 1 },
    ],
    graph: {
      name: 'model',
      input: inputs(shape),
      output: outputs(shape),
      initializer: graph.initializers,
      node: graph.nodes,
    },
  })
  writeFileSync(path, onnx.ModelProto.encode(model).finish())
}

type Constant =
  | Float32Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>

/** What an operator is told besides its inputs. */
type Attributes = { readonly domain?: string } & Readonly<
  Record<string, number | string | undefined>
>

type Graph = ReturnType<typeof createGraph>

/** Collects nodes and constants. */
function createGraph() {
  const nodes: Onnx.INodeProto[] = []
  const initializers: Onnx.ITensorProto[] = []
  return {
    nodes,
    initializers,
    /** Adds an operator; gives back the names of its outputs. */
    node<const Names extends readonly [string, ...string[]]>(
      opType: string,
      input: readonly string[],
      output: Names,
      { domain = '', ...attributes }: Attributes = {},
    ): Names {
      const attribute = Object.entries(attributes).map(toAttribute)
      const name = `${opType}_${output[0]}`
      const ends = { input: [...input], output: [...output] }
      nodes.push({ opType, name, domain, ...ends, attribute })
      return output
    },
    /** Adds a constant; gives back its name. */
    constant(
      name: string,
      dataType: number,
      dims: readonly number[],
      array: Constant,
    ): string {
      const { buffer, byteOffset, byteLength } = array
      const rawData = new Uint8Array(buffer, byteOffset, byteLength)
      initializers.push({ name, dataType, dims: [...dims], rawData })
      return name
    },
  }
}

function toAttribute([name, value]: [
  string,
  number | string | undefined,
]): Onnx.IAttributeProto {
  const type = { FLOAT: 1, INT: 2 }
  return name === 'epsilon'
    ? { name, type: type.FLOAT, f: Number(value) }
    : { name, type: type.INT, i: Number(value) }
}

function addRotary(
  graph: Graph,
  { contextLength, headDimension, ropeTheta }: Shape,
): void {
  const half = headDimension / 2
  const table = (wave: (angle: number) => number) =>
    Float32Array.from({ length: contextLength * half }, (_, index) => {
      const position = Math.floor(index / half)
      return wave(position / ropeTheta ** ((index % half) / half))
    })
  const dims = [contextLength, half]
  graph.constant('cos', FLOAT, dims, table(Math.cos))
  graph.constant('sin', FLOAT, dims, table(Math.sin))
}

/** What attention wants to know: how long the text is, before and in all. */
function addPositions(graph: Graph): void {
  const { constant, node } = graph
  constant('one', INT64, [1], BigInt64Array.of(1n))
  constant('axis_1', INT64, [], BigInt64Array.of(1n))
  node('ReduceSum', ['attention_mask', 'one'], ['lengths'], { keepdims: 0 })
  node('Sub', ['lengths', 'one'], ['last_positions'])
  node('Cast', ['last_positions'], ['seqlens_k'], { to: INT32 })
  node('Shape', ['attention_mask'], ['mask_shape'])
  node('Gather', ['mask_shape', 'axis_1'], ['total_length'], { axis: 0 })
  node('Cast', ['total_length'], ['total_sequence_length'], { to: INT32 })
}

function addEmbedding(
  { constant, node }: Graph,
  shape: Shape,
  weight: Weights,
): string {
  const { vocabularySize, hiddenSize } = shape
  const { bytes, scale } = quantise(weight('model.embed_tokens.weight'))
  const unsigned = Uint8Array.from(bytes, (value) => value + 128)
  constant('embedding', UINT8, [vocabularySize, hiddenSize], unsigned)
  constant('embedding_scale', FLOAT, [], Float32Array.of(scale))
  constant('embedding_zero', UINT8, [], Uint8Array.of(128))
  node('Gather', ['embedding', 'input_ids'], ['embedded'], { axis: 0 })
  return node(
    'DequantizeLinear',
    ['embedded', 'embedding_scale', 'embedding_zero'],
    ['hidden'],
  )[0]
}

/** A shape, and the width of all queries. */
type Dimensions = Shape & { readonly query: number }

/** Gives the residual, and what is still to be added to it. */
function addLayer(
  graph: Graph,
  dims: Dimensions,
  weight: Weights,
  layer: number,
  hidden: string,
  added: string | undefined,
): [string, string] {
  const name = (part: string) => `model.layers.${layer}.${part}`
  const product = (
    part: string,
    input: Quantised,
    rows: number,
    columns: number,
  ) =>
    addProduct(graph, name(part), input, weight(`${name(part)}.weight`), [
      rows,
      columns,
    ])
  const { hiddenSize, intermediateSize, query } = dims
  const keyValue = dims.keyValueHeads * dims.headDimension
  const [before, residual] = addNorm(
    graph,
    weight,
    name('input_layernorm'),
    hidden,
    added,
  )
  const read = addQuantise(graph, before)
  const attended = addAttention(graph, dims, layer, [
    product('self_attn.q_proj', read, query, hiddenSize),
    product('self_attn.k_proj', read, keyValue, hiddenSize),
    product('self_attn.v_proj', read, keyValue, hiddenSize),
  ])
  const output = product(
    'self_attn.o_proj',
    addQuantise(graph, attended),
    hiddenSize,
    query,
  )
  const [between, next] = addNorm(
    graph,
    weight,
    name('post_attention_layernorm'),
    residual,
    output,
  )
  const fed = addQuantise(graph, between)
  const gate = product('mlp.gate_proj', fed, intermediateSize, hiddenSize)
  const up = product('mlp.up_proj', fed, intermediateSize, hiddenSize)
  graph.node('Sigmoid', [gate], [`${gate}_sigmoid`])
  graph.node('Mul', [gate, `${gate}_sigmoid`], [`${gate}_silu`])
  graph.node('Mul', [`${gate}_silu`, up], [name('gated')])
  const down = product(
    'mlp.down_proj',
    addQuantise(graph, name('gated')),
    hiddenSize,
    intermediateSize,
  )
  return [next, down]
}

function addAttention(
  { node }: Graph,
  dims: Dimensions,
  layer: number,
  [query, key, value]: readonly [string, string, string],
): string {
  return node(
    'GroupQueryAttention',
    [
      query,
      key,
      value,
      `past_key_values.${layer}.key`,
      `past_key_values.${layer}.value`,
      'seqlens_k',
      'total_sequence_length',
      'cos',
      'sin',
    ],
    [`attended_${layer}`, `present.${layer}.key`, `present.${layer}.value`],
    {
      domain: MICROSOFT,
      num_heads: dims.heads,
      kv_num_heads: dims.keyValueHeads,
      do_rotary: 1,
      rotary_interleaved: 0,
    },
  )[0]
}

/** Gives what the norm makes, and the sum that it took. */
function addNorm(
  { constant, node }: Graph,
  weight: Weights,
  name: string,
  hidden: string,
  added: string | undefined,
): [string, string] {
  const scale = weight(`${name}.weight`)
  constant(`${name}.weight`, FLOAT, [scale.length], scale)
  const output = `${name}.normed`
  if (added === undefined) {
    node('SimplifiedLayerNormalization', [hidden, `${name}.weight`], [output], {
      axis: -1,
      epsilon: NORM_EPSILON,
    })
    return [output, hidden]
  }
  node(
    'SkipSimplifiedLayerNormalization',
    [hidden, added, `${name}.weight`],
    [output, '', '', `${name}.sum`],
    { domain: MICROSOFT, epsilon: NORM_EPSILON },
  )
  return [output, `${name}.sum`]
}

/** Names of quantised activations, their scale and their zero. */
type Quantised = readonly [string, string, string]

/** Quantises activations, once for all products that take them. */
function addQuantise({ node }: Graph, value: string): Quantised {
  return node(
    'DynamicQuantizeLinear',
    [value],
    [`${value}_quantised`, `${value}_scale`, `${value}_zero`],
  )
}

function addProduct(
  graph: Graph,
  name: string,
  quantised: Quantised,
  numbers: Float32Array,
  [rows, columns]: readonly [number, number],
): string {
  const { constant, node } = graph
  const [input, scale, zero] = quantised
  const weight = quantise(numbers)
  const bytes = transposed(weight.bytes, rows, columns)
  constant(`${name}.bytes`, INT8, [columns, rows], bytes)
  constant(`${name}.scale`, FLOAT, [], Float32Array.of(weight.scale))
  constant(`${name}.zero`, INT8, [], Int8Array.of(0))
  node(
    'MatMulInteger',
    [input, `${name}.bytes`, zero, `${name}.zero`],
    [`${name}.sums`],
  )
  node('Cast', [`${name}.sums`], [`${name}.cast`], { to: FLOAT })
  node('Mul', [scale, `${name}.scale`], [`${name}.scales`])
  return node('Mul', [`${name}.cast`, `${name}.scales`], [`${name}.product`])[0]
}

function addHead(
  graph: Graph,
  { vocabularySize, hiddenSize }: Shape,
  weight: Weights,
  normed: string,
): void {
  const { constant, node } = graph
  constant('end', INT64, [1], BigInt64Array.of(BigInt(2 ** 31 - 1)))
  constant('first_axis', INT64, [1], BigInt64Array.of(0n))
  node('Neg', ['num_logits_to_keep'], ['kept'])
  node('Unsqueeze', ['kept', 'first_axis'], ['start'])
  node('Slice', [normed, 'start', 'end', 'one'], ['last'])
  const scores = addProduct(
    graph,
    'lm_head',
    addQuantise(graph, 'last'),
    weight('model.embed_tokens.weight'),
    [vocabularySize, hiddenSize],
  )
  node('Identity', [scores], ['logits'])
}

/** Signed bytes with one scale for all, as the quantiser of ONNX Runtime makes them. */
export function quantise(numbers: Float32Array): {
  readonly scale: number
  readonly bytes: Int8Array<ArrayBuffer>
} {
  let largest = 0
  for (const number of numbers) largest = Math.max(largest, Math.abs(number))
  const scale = Math.fround(largest / 127)
  const bytes = new Int8Array(numbers.length)
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Math.round((numbers[index] as number) / scale)
  }
  return { scale, bytes }
}

function transposed(
  bytes: Int8Array,
  rows: number,
  columns: number,
): Int8Array<ArrayBuffer> {
  const result = new Int8Array(bytes.length)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      result[column * rows + row] = bytes[row * columns + column] as number
    }
  }
  return result
}

function value(
  name: string,
  elemType: number,
  dims: readonly (number | string)[],
): Onnx.IValueInfoProto {
  const dim = dims.map((size) =>
    typeof size === 'number' ? { dimValue: size } : { dimParam: size },
  )
  return { name, type: { tensorType: { elemType, shape: { dim } } } }
}

function inputs(shape: Shape): Onnx.IValueInfoProto[] {
  return [
    value('input_ids', INT64, ['batch_size', 'sequence_length']),
    value('attention_mask', INT64, ['batch_size', 'total_sequence_length']),
    value('num_logits_to_keep', INT64, []),
    ...cache(shape, 'past_key_values', 'past_sequence_length'),
  ]
}

function outputs(shape: Shape): Onnx.IValueInfoProto[] {
  return [
    value('logits', FLOAT, ['batch_size', 'kept', shape.vocabularySize]),
    ...cache(shape, 'present', 'total_sequence_length'),
  ]
}

function cache(
  { layers, keyValueHeads, headDimension }: Shape,
  prefix: string,
  length: string,
): Onnx.IValueInfoProto[] {
  return Array.from({ length: layers }, (_, layer) =>
    ['key', 'value'].map((part) =>
      value(`${prefix}.${layer}.${part}`, FLOAT, [
        'batch_size',
        keyValueHeads,
        length,
        headDimension,
      ]),
    ),
  ).flat()
}
