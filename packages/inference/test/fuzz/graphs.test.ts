import { onnx } from 'onnx-proto'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../base/test/seeded-random.js'
import { encodePrompt } from '../../src/document/prompt.js'
import { promptOf } from '../support/default-model.js'
import { bytes, floats, integers, node, value } from '../support/tiny-graph.js'
import { hostileEngine } from './hostile-engine.js'
import { FUZZ_RUNS } from './runs.js'

const { parts, open } = await hostileEngine()
const prompt = encodePrompt(promptOf('Hello', 2))
const run = (graph: Uint8Array) => open({ graph })(prompt)

type Graph = onnx.IGraphProto & {
  node: onnx.INodeProto[]
  input: onnx.IValueInfoProto[]
  output: onnx.IValueInfoProto[]
  initializer: onnx.ITensorProto[]
}

/** The counting model, changed. */
function edited(edit: (graph: Graph) => void): Uint8Array {
  const model = onnx.ModelProto.decode(parts.graph)
  model.opsetImport.push({ domain: 'com.microsoft', version: 1 })
  edit(model.graph as Graph)
  return onnx.ModelProto.encode(model).finish()
}

const weight = ({ initializer }: Graph) =>
  initializer.find(({ name }) => name === 'scale') as onnx.ITensorProto

const external = (location: string) =>
  edited((graph) =>
    Object.assign(weight(graph), {
      dataLocation: 1,
      rawData: new Uint8Array(),
      externalData: [{ key: 'location', value: location }],
    }),
  )

test.each<[string, Uint8Array]>([
  ['nothing', new Uint8Array()],
  ['half a file', parts.graph.subarray(0, parts.graph.length >> 1)],
  ['a file without its last byte', parts.graph.subarray(0, -1)],
  [
    'a length beyond the file',
    Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0x07),
  ],
  [
    'a negative length',
    Uint8Array.of(
      0x3a,
      0xff,
      0xff,
      0xff,
      0xff,
      0xff,
      0xff,
      0xff,
      0xff,
      0xff,
      0x01,
    ),
  ],
  ['groups in groups', new Uint8Array(100_000).fill(0x0b)],
  [
    'a cycle',
    edited(({ node: nodes }) =>
      nodes.push(
        node('Add', ['a', 'b'], ['b']),
        node('Add', ['b', 'b'], ['a']),
      ),
    ),
  ],
  [
    'a node that needs itself',
    edited(({ node: [first] }) =>
      Object.assign(first ?? {}, { input: ['ids'] }),
    ),
  ],
  [
    'a tensor that nobody makes',
    edited(({ node: nodes }) =>
      Object.assign(nodes.at(-1) ?? {}, { input: ['nowhere'] }),
    ),
  ],
  [
    'a tensor made twice',
    edited(({ node: nodes }) =>
      nodes.push(node('Neg', ['farness'], ['logits'])),
    ),
  ],
  [
    'enormous dimensions',
    edited((graph) => Object.assign(weight(graph), { dims: [1e5, 1e5, 1e5] })),
  ],
  [
    'dimensions that overflow',
    edited((graph) =>
      Object.assign(weight(graph), { dims: [2 ** 62, 2 ** 62, 4] }),
    ),
  ],
  [
    'a negative dimension',
    edited((graph) => Object.assign(weight(graph), { dims: [1, 1, -6400] })),
  ],
  [
    'too few bytes',
    edited((graph) =>
      Object.assign(weight(graph), { rawData: new Uint8Array(3) }),
    ),
  ],
  [
    'an unknown element type',
    edited((graph) => Object.assign(weight(graph), { dataType: 99 })),
  ],
  ['weights in a file outside', external('../../../../etc/passwd')],
  ['weights in a file of the machine', external('/etc/passwd')],
  [
    'a negative cache',
    edited(({ input }) =>
      Object.assign(
        input[1] ?? {},
        value('past_key_values.0.key', [-5, -5, 'past', -1]),
      ),
    ),
  ],
  [
    'logits of another shape',
    edited(({ output }) =>
      Object.assign(output[0] ?? {}, value('logits', [1, 1, 7])),
    ),
  ],
  ['no logits', edited((graph) => graph.output.shift())],
  [
    'random numbers',
    edited((graph) => {
      graph.node.push(node('RandomUniformLike', ['ids'], ['noise']))
      graph.output.push(value('noise', [1, 'length']))
    }),
  ],
  [
    'a loop without end',
    edited(({ node: nodes }) =>
      nodes.push(node('Loop', ['count', '', 'length'], ['turns'])),
    ),
  ],
  [
    'weights in four bits',
    edited((graph) => {
      graph.initializer.push(
        bytes('packed', [1, 1, 8], [1, 2, 3, 4, 5, 6, 7, 8]),
        floats('scales', [1], [1]),
        floats('x', [1, 16], Array(16).fill(1)),
      )
      const attributes = { K: 16, N: 1, bits: 4, block_size: 16 }
      graph.node.push({
        ...node('MatMulNBits', ['x', 'packed', 'scales'], ['q'], attributes),
        domain: 'com.microsoft',
      })
      graph.output.push(value('q', [1, 1]))
    }),
  ],
  [
    'a tensor of four bits',
    edited((graph) =>
      graph.initializer.push({
        name: 'w',
        dataType: 22,
        dims: [2],
        rawData: Uint8Array.of(1),
      }),
    ),
  ],
])('%s is the model’s fault', async (_, graph) => {
  expect(await run(graph)).toMatchObject({ fault: 'model-unsupported' })
})

test('what is too large only when it runs fails there, and harms no other model', async () => {
  const graph = edited(({ node: nodes, initializer, output }) => {
    initializer.push(integers('sides', [2 ** 20, 2 ** 20]))
    nodes.push(node('Expand', ['length', 'sides'], ['huge']))
    output.push(value('huge', ['a', 'b']))
  })
  expect(await run(graph)).toMatchObject({ fault: 'inference-failed' })
  expect(await run(parts.graph)).toMatchObject({ finishReason: 'length' })
})

test('any change of a graph ends in an answer or a named fault', {
  timeout: 3_600_000,
}, async () => {
  const { below } = seededRandom(63)
  // Without the table of scores, in which nearly every change would land.
  const ends = new Set<string>()
  for (let count = 0; count < FUZZ_RUNS / 2; count += 1) {
    // Not `slice`, which in Node.js' own buffers copies nothing.
    const graph = Uint8Array.from(parts.graph)
    for (let change = below(3); change >= 0; change -= 1) {
      // The header and nodes lie around the weights; most of the file is weights.
      const position =
        below(2) === 0 ? below(1200) : graph.length - 1 - below(1200)
      graph[position] = below(256)
    }
    const end = await run(graph)
    ends.add('fault' in end ? end.fault : end.finishReason)
  }
  expect(
    [...ends].filter(
      (end) =>
        ![
          'length',
          'stop',
          'error',
          'model-unsupported',
          'inference-failed',
        ].includes(end),
    ),
  ).toEqual([])
  expect(await run(parts.graph)).toMatchObject({ finishReason: 'length' })
})
