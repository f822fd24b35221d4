import type { StartEngine } from './driver.js'

/** An engine that is compared. */
export type Engine = {
  readonly title: string
  /** Loaded only where it is measured. */
  readonly module: () => Promise<{ readonly start: StartEngine }>
  /** The model's file that it reads, under the model's folder. */
  readonly file: string
  /** Counts of threads that it can be run with. */
  readonly threads: readonly number[]
  /** The packages that the benchmark installs for it. */
  readonly needs?: CompetitorName
  readonly isWebAssembly?: boolean
  /** What Node.js is started with. */
  readonly flags?: readonly string[]
}

/** Packages that are compared with. */
export type CompetitorName = 'onnxruntime-node' | 'node-llama-cpp' | 'wllama'

export type EngineName =
  | 'onnxruntime-node'
  | 'llama.cpp'
  | 'integer'
  | 'onnx'
  | 'onnxruntime-web'
  | 'wllama'

/** What is compared. */
export const engines: Readonly<Record<EngineName, Engine>> = {
  'onnxruntime-node': {
    title: 'native ONNX Runtime, q8',
    module: () => import('./onnxruntime-node.js'),
    file: 'onnx/model_quantized.onnx',
    threads: [1, 2],
    needs: 'onnxruntime-node',
  },
  'llama.cpp': {
    title: 'native llama.cpp, Q8_0',
    module: () => import('./llama-cpp.js'),
    file: 'model-q8_0.gguf',
    threads: [1, 2],
    needs: 'node-llama-cpp',
  },
  integer: {
    title: 'SDK: integer engine, WASM',
    module: () => import('./integer.js'),
    file: 'prepared/integer/model.safetensors',
    threads: [1, 2],
    isWebAssembly: true,
  },
  onnx: {
    title: 'SDK: ONNX Runtime Web, WASM',
    module: () => import('./onnx.js'),
    file: 'prepared/onnx/onnx/model_quantized.onnx',
    threads: [1],
    isWebAssembly: true,
  },
  'onnxruntime-web': {
    title: 'ONNX Runtime Web, q8 as exported',
    module: () => import('./onnxruntime-web.js'),
    file: 'onnx/model_quantized.onnx',
    threads: [1, 2],
    isWebAssembly: true,
  },
  wllama: {
    title: 'wllama (llama.cpp in WASM), Q8_0',
    module: () => import('./wllama.js'),
    file: 'model-q8_0.gguf',
    threads: [1, 2],
    needs: 'wllama',
    isWebAssembly: true,
    flags: ['--experimental-wasm-jspi'],
  },
}
