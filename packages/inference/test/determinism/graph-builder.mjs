import onnxProto from 'onnx-proto'

const { onnx } = onnxProto
const FLOAT = 1
const INT8 = 3
const INT64 = 7

/** Collects the parts of an ONNX graph; every method gives the name of a value. */
export function graphBuilder() {
  const graph = { name: 'graph', node: [], initializer: [] }
  const inputs = []
  const outputs = []
  let count = 0

  const tensor = (dataType, content, dims) => {
    const name = `c${count++}`
    const rawData = new Uint8Array(content.buffer)
    graph.initializer.push({ name, dataType, dims, rawData })
    return name
  }
  const append = (domain, opType, input, attributes, names) => {
    const output = names ?? [`v${count++}`]
    const attribute = Object.entries(attributes).map(attributeOf)
    const name = `${opType}_${output[0]}`
    graph.node.push({ domain, opType, name, input, output, attribute })
    return output[0]
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
    op: (opType, input, attributes = {}, names = undefined) =>
      append('', opType, input, attributes, names),
    /** The bytes of an ONNX file. */
    encode: () => {
      const model = onnx.ModelProto.create({
        irVersion: 8,
        opsetImport: [{ domain: '', version: 17 }],
        graph: { ...graph, input: inputs, output: outputs },
      })
      return onnx.ModelProto.encode(model).finish()
    },
  }
}

function valueInfo(name, shape, elemType) {
  const dim = shape.map((size) =>
    typeof size === 'number' ? { dimValue: size } : { dimParam: size },
  )
  return { name, type: { tensorType: { elemType, shape: { dim } } } }
}

/** Whole numbers are integers to ONNX; a float is written `{ float: 1 }`. */
function attributeOf([name, value]) {
  if (Array.isArray(value)) return { name, type: 7, ints: value }
  return typeof value === 'number'
    ? { name, type: 2, i: value }
    : { name, type: 1, f: value.float }
}
