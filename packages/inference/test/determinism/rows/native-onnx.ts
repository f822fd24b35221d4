import { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as Runtime from 'onnxruntime-web/wasm'

const folder = process.env.AICHAIN_NATIVE_ONNX ?? ''
const require = createRequire(join(folder, 'x.js'))
const native: typeof Runtime = require('onnxruntime-node')
const { version } = require('onnxruntime-node/package.json')

/** As `onnxruntime-web` shows itself to the engine. */
export const env = { versions: { web: version }, wasm: {}, logLevel: 'error' }

export const { Tensor } = native

/** One thread, as in WebAssembly: what differs is the processor's doing. */
export const InferenceSession = {
  create: async (
    graph: Uint8Array,
    options: Runtime.InferenceSession.SessionOptions,
  ): Promise<Runtime.InferenceSession> =>
    await native.InferenceSession.create(graph, {
      ...options,
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
    }),
}
