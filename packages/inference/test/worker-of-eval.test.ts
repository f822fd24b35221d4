import { expect, test } from 'vitest'
import { builtFile } from './support/built.js'
import { runNode } from './support/run-node.js'

const script = `
import { localModel } from '@aichain/inference'
import { onnxEngine } from '@aichain/inference/onnx'
const json = new TextEncoder().encode('{}')
const paths = { config: 'c', tokenizer: 't', tokenizerConfig: 'o', graph: 'g' }
const files = Object.values(paths).map((path) => ({ path, content: json }))
const engine = onnxEngine()
const decoding = { contextLimit: 1 }
const model = await localModel({ ...paths, files, dtype: 'fp32', decoding }, { engine })
const error = await engine.load(model).catch((error) => error)
console.log(error.code)
`

test('the worker of a program on the command line starts, and reads the model', async () => {
  builtFile('onnx.js')
  const flags = ['--input-type=module', '--expose-gc', '--eval', script]
  // The file is but an argument to the script.
  const { output, errors } = await runNode(flags, new URL(import.meta.url))
  expect(errors).toBe('')
  expect(output.trim()).toBe('model-unsupported')
})

test('what the program preloads is preloaded in the worker', async () => {
  builtFile('onnx.js')
  const preload = `
    import { isMainThread } from 'node:worker_threads'
    console.log(isMainThread ? 'main' : 'worker')
  `
  const url = `data:text/javascript,${encodeURIComponent(preload)}`
  const flags = ['--import', url, '--input-type=module', '--eval', script]
  const { output } = await runNode(flags, new URL(import.meta.url))
  expect(output.trim().split('\n')).toEqual([
    'main',
    'worker',
    'model-unsupported',
  ])
})
