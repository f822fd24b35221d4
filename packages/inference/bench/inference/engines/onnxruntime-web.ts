import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as ort from 'onnxruntime-web'
import type { StartEngine } from './driver.js'
import { onnxLoop } from './onnx-loop.js'

/** ONNX Runtime Web as others use it: the graph as exported, every optimisation. */
export const start: StartEngine = async ({ model, shape, threads }) => {
  ort.env.wasm.numThreads = threads
  ort.env.wasm.proxy = false
  ort.env.logLevel = 'error'
  return {
    load: async () => {
      const session = await ort.InferenceSession.create(
        await readFile(join(model, 'onnx/model_quantized.onnx')),
        { executionProviders: ['wasm'], graphOptimizationLevel: 'all' },
      )
      return {
        generate: onnxLoop(ort, session, shape),
        close: () => session.release(),
      }
    },
  }
}
