import { createRequire } from 'node:module'
import { join } from 'node:path'
import { onnxLoop } from './onnx-loop.mjs'

/** Native ONNX Runtime with its defaults: every optimisation of the graph. */
export async function start({ packages, model, shape, threads }) {
  const require = createRequire(join(packages, 'package.json'))
  const ort = require('onnxruntime-node')
  return {
    load: async () => {
      const session = await ort.InferenceSession.create(
        join(model, 'onnx/model_quantized.onnx'),
        { intraOpNumThreads: threads, interOpNumThreads: 1 },
      )
      return {
        generate: onnxLoop(ort, session, shape),
        close: () => session.release(),
      }
    },
  }
}
