import { expect, test } from 'vitest'
import {
  ModelFileMissingError,
  ModelUnsupportedError,
} from '../../errors/model.js'
import { chooseGraph } from './choose-graph.js'

const all = [
  'config.json',
  'onnx/model.onnx',
  'onnx/model_fp16.onnx',
  'onnx/model_int8.onnx',
  'onnx/model_q4.onnx',
  'onnx/model_quantized.onnx',
]

test.each([
  { wish: undefined, path: 'onnx/model_quantized.onnx', dtype: 'q8' },
  { wish: 'int8', path: 'onnx/model_int8.onnx', dtype: 'int8' },
  { wish: 'fp32', path: 'onnx/model.onnx', dtype: 'fp32' },
] as const)('$wish: $path', ({ wish, ...choice }) => {
  expect(chooseGraph(all, wish)).toEqual(choice)
})

test('finds older layouts', () => {
  expect(chooseGraph(['decoder_model_merged.onnx'], undefined)).toEqual({
    path: 'decoder_model_merged.onnx',
    dtype: 'fp32',
  })
})

test('no graph at all is a missing file', () => {
  expect(() => chooseGraph(['config.json'], undefined)).toThrow(
    ModelFileMissingError,
  )
  expect(() => chooseGraph(['config.json'], 'fp32')).toThrow(
    "lacks 'onnx/model.onnx'",
  )
})

test('only graphs of other dtypes is an unsupported model that says which', () => {
  const paths = ['onnx/model_q4f16.onnx', 'onnx/model_fp16.onnx']
  expect(() => chooseGraph(paths, undefined)).toThrow(ModelUnsupportedError)
  expect(() => chooseGraph(paths, undefined)).toThrow('onnx/model_q4f16.onnx')
})
