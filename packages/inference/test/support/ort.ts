import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { OnnxRuntime } from '../../src/engine/onnx/runtime/language-model.js'
import { startRuntime } from '../../src/engine/onnx/runtime/start-runtime.js'

/** ONNX Runtime in this thread, on the files of the installed package. */
export async function startTestRuntime(): Promise<OnnxRuntime> {
  const { resolve } = createRequire(import.meta.url)
  const name = 'onnxruntime-web/ort-wasm-simd-threaded'
  return await startRuntime({
    wasm: await readFile(resolve(`${name}.wasm`)),
    loader: pathToFileURL(resolve(`${name}.mjs`)).href,
    version: '1.30.0',
  })
}
