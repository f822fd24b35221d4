import onnxProto, { type onnx as Onnx } from 'onnx-proto'

// A CommonJS module, whose names Node.js does not see.
const { onnx } = onnxProto

const FLOAT = 1
const INT64 = 7

type Shape = readonly (number | string)[]

/** An input or output of a graph. */
export function value(name: string, shape: Shape, elemType = FLOAT) {
  const dim = shape.map((size) =>
    typeof size === 'number' ? { dimValue: size } : { dimParam: size },
  )
  return { name, type: { tensorType: { elemType, shape: { dim } } } }
}

/** Constant numbers of a graph. */
export function floats(
  name: string,
  dims: readonly number[],
  values: readonly number[],
) {
  const rawData = new Uint8Array(Float32Array.from(values).buffer)
  return { name, dataType: FLOAT, dims: [...dims], rawData }
}

/** Constant integers of a graph. */
export function integers(name: string, values: readonly number[]) {
  const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
  return { name, dataType: INT64, dims: [values.length], rawData }
}

/** Constant bytes of a graph, unsigned as quantised weights are. */
export function bytes(
  name: string,
  dims: readonly number[],
  values: readonly number[],
) {
  const UINT8 = 2
  const rawData = Uint8Array.from(values)
  return { name, dataType: UINT8, dims: [...dims], rawData }
}

/** One operation. */
export function node(
  opType: string,
  input: string[],
  output: string[],
  attributes: Record<string, number> = {},
): Onnx.INodeProto {
  const INT = 2
  const attribute = Object.entries(attributes).map(([name, i]) => {
    return { name, type: INT, i }
  })
  return { opType, name: `${opType}_${output[0]}`, input, output, attribute }
}

/** The bytes of an ONNX file. */
export function encodeGraph(graph: Onnx.IGraphProto, version = 17): Uint8Array {
  const model = onnx.ModelProto.create({
    irVersion: 8,
    opsetImport: [{ domain: '', version }],
    graph: { name: 'test', ...graph },
  })
  return onnx.ModelProto.encode(model).finish()
}

/** What every model here has: ids in, and a cache that keeps the ids it saw. */
const common = {
  input: [
    value('input_ids', [1, 'length'], INT64),
    value('past_key_values.0.key', [1, 1, 'past_length', 1]),
  ],
  present: value('present.0.key', [1, 1, 'total_length', 1]),
  initializer: [integers('cache_axes', [1, 3])],
  nodes: [
    node('Cast', ['input_ids'], ['ids'], { to: FLOAT }),
    node('Unsqueeze', ['ids', 'cache_axes'], ['new_keys']),
    node('Concat', ['past_key_values.0.key', 'new_keys'], ['present.0.key'], {
      axis: 2,
    }),
  ],
}

/**
 * A language model that is a table: row n holds the scores of what follows
 * token n.
 */
export function tableModel(table: readonly (readonly number[])[]): Uint8Array {
  const width = table[0]?.length ?? 0
  return encodeGraph({
    input: common.input,
    output: [value('logits', [1, 'length', width]), common.present],
    initializer: [
      ...common.initializer,
      floats('table', [table.length, width], table.flat()),
    ],
    node: [...common.nodes, node('Gather', ['table', 'input_ids'], ['logits'])],
  })
}

/**
 * A language model whose every token is the length of what it has read, which
 * it knows from its cache alone.
 */
export function countingModel(vocabulary: number): Uint8Array {
  const scale = Array.from({ length: vocabulary }, (_, index) => index)
  return encodeGraph({
    input: common.input,
    output: [value('logits', [1, 1, vocabulary]), common.present],
    initializer: [
      ...common.initializer,
      floats('scale', [1, 1, vocabulary], scale),
      integers('length_axis', [2]),
    ],
    node: [
      ...common.nodes,
      node('Shape', ['present.0.key'], ['shape']),
      node('Gather', ['shape', 'length_axis'], ['count']),
      node('Cast', ['count'], ['length'], { to: FLOAT }),
      node('Sub', ['scale', 'length'], ['distance']),
      node('Abs', ['distance'], ['farness']),
      node('Neg', ['farness'], ['logits']),
    ],
  })
}
