import { onnx } from 'onnx-proto'
import { beforeAll, expect, test } from 'vitest'
import { startTestRuntime } from '../../../test/support/ort.js'
import {
  bytes,
  encodeGraph,
  floats,
  node,
  value,
} from '../../../test/support/tiny-graph.js'
import type { OnnxRuntime } from '../../engine/onnx/runtime/language-model.js'
import { dequantiseWeights } from './dequantise-weights.js'

/** The chain that ONNX Runtime's dynamic quantisation leaves behind. */
function chain(
  weights: string,
  output: string,
  name = weights,
): onnx.INodeProto[] {
  const inputs = ['q', `${weights}_w`, 'qz', `${weights}_z`]
  return [
    node('MatMulInteger', inputs, [`${name}_i`]),
    node('Cast', [`${name}_i`], [`${name}_c`], { to: 1 }),
    node('Mul', ['qs', `${weights}_s`], [`${name}_m`]),
    node('Mul', [`${name}_c`, `${name}_m`], [output]),
  ]
}

const quantise = node('DynamicQuantizeLinear', ['x'], ['q', 'qs', 'qz'])

function weights(name: string, scale: number[], zero: number[]) {
  const dims = scale.length === 1 ? [] : [scale.length]
  return [
    bytes(`${name}_w`, [2, 3], [0, 50, 100, 150, 200, 250]),
    floats(`${name}_s`, dims, scale),
    bytes(`${name}_z`, dims, zero),
  ]
}

const twoProducts: onnx.IGraphProto = {
  input: [value('x', [1, 2])],
  output: [value('a', [1, 3]), value('b', [1, 3])],
  initializer: [
    ...weights('one', [0.5], [100]),
    ...weights('two', [0.5, 1, 2], [100, 0, 250]),
  ],
  node: [quantise, ...chain('one', 'a'), ...chain('two', 'b')],
}

function decode(graph: onnx.IGraphProto): onnx.IGraphProto {
  const model = onnx.ModelProto.decode(encodeGraph(graph))
  return model.graph as onnx.IGraphProto
}

const operators = (graph: onnx.IGraphProto) =>
  graph.node?.map((each) => each.opType)

let runtime: OnnxRuntime
beforeAll(async () => {
  runtime = await startTestRuntime()
})

test('products over float32 activations, from the same weight bytes', async () => {
  const graph = decode(twoProducts)
  expect(dequantiseWeights(onnx, graph)).toBe(2)
  expect(operators(graph)).toEqual([
    'DequantizeLinear',
    'MatMul',
    'DequantizeLinear',
    'MatMul',
  ])
  expect(graph.initializer).toEqual(decode(twoProducts).initializer)

  const session = await runtime.InferenceSession.create(encodeGraph(graph))
  const x = new runtime.Tensor('float32', Float32Array.of(1, 0.001), [1, 2])
  const outputs = await session.run({ x })
  const result = (name: string) =>
    Array.from(outputs[name]?.data as Iterable<number>)
  // Quantised to eight bits, 0.001 beside 1 would have been lost.
  const expected = (scale: number[], zero: number[]) =>
    [0, 1, 2].map((column) => {
      const weight = (row: number) =>
        (row * 150 + column * 50 - (zero[column] ?? 0)) * (scale[column] ?? 0)
      return expect.closeTo(weight(0) + 0.001 * weight(1), 4)
    })
  expect(result('a')).toEqual(expected([0.5, 0.5, 0.5], [100, 100, 100]))
  expect(result('b')).toEqual(expected([0.5, 1, 2], [100, 0, 250]))
})

test('weights that two products share are dequantised once', () => {
  const graph = decode({
    ...twoProducts,
    node: [quantise, ...chain('one', 'a'), ...chain('one', 'b', 'again')],
  })
  expect(dequantiseWeights(onnx, graph)).toBe(2)
  expect(operators(graph)).toEqual(['DequantizeLinear', 'MatMul', 'MatMul'])
})

test('rewrites inside branches too, and keeps what they use from outside', () => {
  const branch = { node: chain('one', 'a'), output: [value('a', [1, 3])] }
  const withBranch = {
    input: [value('x', [1, 2]), value('condition', [], 9)],
    output: [value('y', [1, 3]), value('qs', [])],
    initializer: weights('one', [0.5], [100]),
    node: [
      {
        opType: 'If',
        input: ['condition'],
        output: ['y'],
        attribute: [
          {
            name: 'then_branch',
            type: 5,
            g: { ...branch, node: [quantise, ...chain('one', 'a')] },
          },
          {
            name: 'else_branch',
            type: 5,
            g: { ...branch, node: [quantise, ...chain('one', 'a')] },
          },
        ],
      },
    ],
  }
  const graph = decode(withBranch)
  expect(dequantiseWeights(onnx, graph)).toBe(2)
  const inner = graph.node?.[0]?.attribute?.map(({ g }) => operators(g ?? {}))
  expect(inner).toEqual([
    ['DequantizeLinear', 'MatMul'],
    ['DequantizeLinear', 'MatMul'],
  ])
})

test('the quantised activations stay where something else needs them', () => {
  const graph = decode({
    ...twoProducts,
    output: [value('a', [1, 3]), value('b', [1, 3]), value('qs', [])],
  })
  expect(dequantiseWeights(onnx, graph)).toBe(2)
  expect(operators(graph)).toContain('DynamicQuantizeLinear')
})

test.each<[string, Partial<onnx.IGraphProto>]>([
  [
    'activations that were not quantised at run time',
    { node: chain('one', 'a'), input: [value('q', [1, 2], 2)] },
  ],
  [
    'a product that something else reads',
    {
      node: [
        quantise,
        ...chain('one', 'a'),
        node('Identity', ['one_i'], ['b']),
      ],
    },
  ],
  [
    'a product without its scale',
    { node: [quantise, ...chain('one', 'a').slice(0, 2)] },
  ],
  [
    'weights that are no matrix',
    {
      node: [quantise, ...chain('one', 'a')],
      initializer: [
        bytes('one_w', [1, 2, 3], [1, 2, 3, 4, 5, 6]),
        floats('one_s', [], [1]),
        bytes('one_z', [], [0]),
      ],
    },
  ],
])('leaves alone %s', (_, change) => {
  const graph = decode({ ...twoProducts, ...change })
  const before = operators(graph)
  expect(dequantiseWeights(onnx, graph)).toBe(0)
  expect(operators(graph)).toEqual(before)
})
