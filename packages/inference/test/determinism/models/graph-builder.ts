import onnxProto, { type onnx as Onnx } from 'onnx-proto'

const { onnx } = onnxProto
const FLOAT = 1
const INT8 = 3
const INT64 = 7

type Shape = readonly (number | string)[]

/** Whole numbers are integers to ONNX; a float is written `{ float: 1 }`. */
type Attribute = number | readonly number[] | { readonly float: number }
type Attributes = Readonly<Record<string, Attribute>>

/** Collects the parts of an ONNX graph; the methods give the names of values. */
export type GraphBuilder = {
  readonly input: (name: string, shape: Shape, type?: number) => string
  /** An input of token ids. */
  readonly ids: (name: string) => string
  readonly output: (name: string, shape: Shape) => void
  readonly floats: (
    content: ArrayLike<number>,
    dims?: readonly number[],
  ) => string
  readonly bytes: (content: Int8Array, dims: readonly number[]) => string
  readonly scalar: (value: number) => string
  readonly integers: (...values: readonly number[]) => string
  readonly integer: (value: number) => string
  readonly op: (
    opType: string,
    input: readonly string[],
    attributes?: Attributes,
    names?: readonly [string],
  ) => string
  /** The bytes of an ONNX file. */
  readonly encode: () => Uint8Array
}

export function graphBuilder(): GraphBuilder {
  const nodes: Onnx.INodeProto[] = []
  const initializers: Onnx.ITensorProto[] = []
  const inputs: Onnx.IValueInfoProto[] = []
  const outputs: Onnx.IValueInfoProto[] = []
  let count = 0

  const tensor = (
    dataType: number,
    content: Float32Array | Int8Array | BigInt64Array,
    dims: readonly number[],
  ) => {
    const name = `c${count++}`
    const rawData = new Uint8Array(content.buffer)
    initializers.push({ name, dataType, dims: [...dims], rawData })
    return name
  }
  const op: GraphBuilder['op'] = (opType, input, attributes = {}, names) => {
    const [output] = names ?? [`v${count++}`]
    const attribute = Object.entries(attributes).map(attributeOf)
    const name = `${opType}_${output}`
    const ends = { input: [...input], output: [output] }
    nodes.push({ domain: '', opType, name, ...ends, attribute })
    return output
  }

  return {
    input: (name, shape, type = FLOAT) => {
      inputs.push(valueInfo(name, shape, type))
      return name
    },
    ids: (name) => {
      inputs.push(valueInfo(name, [1, 'length'], INT64))
      return name
    },
    output: (name, shape) => {
      outputs.push(valueInfo(name, shape, FLOAT))
    },
    floats: (content, dims = [content.length]) =>
      tensor(FLOAT, Float32Array.from(content), dims),
    bytes: (content, dims) => tensor(INT8, content, dims),
    scalar: (value) => tensor(FLOAT, Float32Array.of(value), []),
    integers: (...values) =>
      tensor(INT64, BigInt64Array.from(values, BigInt), [values.length]),
    integer: (value) => tensor(INT64, BigInt64Array.of(BigInt(value)), []),
    op,
    encode: () => {
      const model = onnx.ModelProto.create({
        irVersion: 8,
        opsetImport: [{ domain: '', version: 17 }],
        graph: {
          name: 'graph',
          node: nodes,
          initializer: initializers,
          input: inputs,
          output: outputs,
        },
      })
      return onnx.ModelProto.encode(model).finish()
    },
  }
}

function valueInfo(name: string, shape: Shape, elemType: number) {
  const dim = shape.map((size) =>
    typeof size === 'number' ? { dimValue: size } : { dimParam: size },
  )
  return { name, type: { tensorType: { elemType, shape: { dim } } } }
}

function attributeOf([name, value]: [string, Attribute]): Onnx.IAttributeProto {
  if (typeof value === 'number') return { name, type: 2, i: value }
  return 'float' in value
    ? { name, type: 1, f: value.float }
    : { name, type: 7, ints: [...value] }
}
