import { onnx } from 'onnx-proto'
import { expect, test } from 'vitest'
import { encodePrompt } from '../src/document/prompt.js'
import { hostileEngine } from './fuzz/hostile-engine.js'
import { promptOf } from './support/default-model.js'
import { bytes, countingModel, floats, node } from './support/tiny-graph.js'

const VOCABULARY = 256

/** The counting model with its weights in eight bits. */
function quantised(): Uint8Array {
  const model = onnx.ModelProto.decode(countingModel(VOCABULARY))
  const graph = model.graph as onnx.GraphProto
  const values = Array.from({ length: VOCABULARY }, (_, index) => index)
  graph.initializer = [
    ...graph.initializer.filter(({ name }) => name !== 'scale'),
    bytes('packed', [1, 1, VOCABULARY], values),
    floats('unit', [], [1]),
  ] as onnx.TensorProto[]
  const dequantise = node('DequantizeLinear', ['packed', 'unit'], ['scale'])
  graph.node = [dequantise, ...graph.node] as onnx.NodeProto[]
  return onnx.ModelProto.encode(model).finish()
}

test('weights in 32 and in 8 bits run from end to end, with one answer', async () => {
  const { open } = await hostileEngine()
  const prompt = encodePrompt(promptOf('Hello', 3))
  const answer = await open({ graph: countingModel(VOCABULARY) })(prompt)
  const first = 'tokens' in answer ? (answer.tokens[0] ?? 0) : 0
  expect(first).toBeGreaterThan(0)
  expect(answer).toMatchObject({
    finishReason: 'length',
    tokens: [first, first + 1, first + 2],
  })
  expect(await open({ graph: quantised() })(prompt)).toEqual(answer)
})
