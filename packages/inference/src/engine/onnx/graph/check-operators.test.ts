import { expect, test } from 'vitest'
import { node } from '../../../../test/support/tiny-graph.js'
import { findUnsupportedPart } from './check-operators.js'

const graphOf = (opType: string, domain = '') => ({
  graph: { node: [{ ...node(opType, ['x'], ['y']), domain }] },
})

test.each([
  ['MatMul', ''],
  ['MatMul', 'ai.onnx'],
  ['DequantizeLinear', ''],
  ['RotaryEmbedding', 'com.microsoft'],
])('allows %s of domain "%s"', (opType, domain) => {
  expect(findUnsupportedPart(graphOf(opType, domain))).toBeUndefined()
})

test.each([
  ['MatMulNBits', 'com.microsoft', 'number of threads'],
  ['MatMulBnb4', 'com.microsoft', 'number of threads'],
  ['GatherBlockQuantized', 'com.microsoft', 'number of threads'],
  ['Loop', '', 'nothing bounds'],
  ['Scan', '', 'nothing bounds'],
  ['RandomNormal', '', 'random'],
  ['RandomUniformLike', '', 'random'],
  ['Multinomial', '', 'random'],
  ['DynamicQuantizeLinear', '', 'quantises activations'],
  ['MatMulInteger', '', 'quantises activations'],
  ['DynamicQuantizeMatMul', 'com.microsoft', 'quantises activations'],
  ['MatMul', 'com.example', 'not known to give the same bits'],
  ['Frobnicate', '', 'not known to give the same bits'],
])('refuses %s of domain "%s"', (opType, domain, reason) => {
  const fault = findUnsupportedPart(graphOf(opType, domain))
  expect(fault).toContain(reason)
  expect(fault).toContain(domain === '' ? opType : `${domain}.${opType}`)
})

test('looks into branches and functions', () => {
  const inner = graphOf('RandomNormal').graph
  const branch = {
    ...node('If', ['c'], ['y']),
    attribute: [{ name: 'then_branch', g: inner }],
  }
  expect(findUnsupportedPart({ graph: { node: [branch] } })).toContain('random')
  const functions = [{ node: inner.node }]
  expect(findUnsupportedPart({ graph: {}, functions })).toContain('random')
})

test.each([21, 22, 23, 25, 26])(
  'refuses tensors of four bits (ONNX type %i)',
  (dataType) => {
    const graph = { initializer: [{ name: 'w', dataType }] }
    expect(findUnsupportedPart({ graph })).toContain("tensor 'w' has four bits")
  },
)

test('refuses them as constants, too', () => {
  const constant = {
    ...node('Constant', [], ['c']),
    attribute: [{ name: 'value', t: { name: 'c', dataType: 22 } }],
  }
  expect(findUnsupportedPart({ graph: { node: [constant] } })).toContain(
    "tensor 'c' has four bits",
  )
})

test('graphs in graphs do not fill the stack', () => {
  let graph = graphOf('RandomNormal').graph
  for (let depth = 0; depth < 20_000; depth += 1) {
    const branch = { ...node('If', ['c'], ['y']), domain: '' }
    graph = { node: [{ ...branch, attribute: [{ name: 'a', g: graph }] }] }
  }
  expect(findUnsupportedPart({ graph })).toContain('random')
})
