import { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as Runtime from 'onnxruntime-web'
import type { StartEngine } from './driver.js'
import { onnxLoop } from './onnx-loop.js'

/** Native ONNX Runtime with its defaults: every optimisation of the graph. */
export const start: StartEngine = async ({
  packages = '',
  model,
  shape,
  threads,
}) => {
  const require = createRequire(join(packages, 'package.json'))
  const ort: typeof Runtime = require('onnxruntime-node')
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
