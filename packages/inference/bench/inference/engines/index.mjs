/**
 * What is compared. `file` is the model's file that the engine reads; `needs`
 * names the packages that the benchmark installs for it.
 *
 * @typedef {object} Engine
 * @property {string} title
 * @property {string} module - Beside this file; exports `start`.
 * @property {string} file - Under the model's folder.
 * @property {readonly number[]} threads - Counts that it can be run with.
 * @property {string} [needs]
 * @property {boolean} [isWebAssembly]
 * @property {readonly string[]} [flags] - That Node.js is started with.
 */

/** @type {Record<string, Engine>} */
export const engines = {
  'onnxruntime-node': {
    title: 'native ONNX Runtime, q8',
    module: './onnxruntime-node.mjs',
    file: 'onnx/model_quantized.onnx',
    threads: [1, 2],
    needs: 'onnxruntime-node',
  },
  'llama.cpp': {
    title: 'native llama.cpp, Q8_0',
    module: './llama-cpp.mjs',
    file: 'model-q8_0.gguf',
    threads: [1, 2],
    needs: 'node-llama-cpp',
  },
  integer: {
    title: 'SDK: integer engine, WASM',
    module: './integer.mjs',
    file: 'prepared/integer/model.safetensors',
    threads: [1, 2],
    isWebAssembly: true,
  },
  onnx: {
    title: 'SDK: ONNX Runtime Web, WASM',
    module: './onnx.mjs',
    file: 'prepared/onnx/onnx/model_quantized.onnx',
    threads: [1],
    isWebAssembly: true,
  },
  'onnxruntime-web': {
    title: 'ONNX Runtime Web, q8 as exported',
    module: './onnxruntime-web.mjs',
    file: 'onnx/model_quantized.onnx',
    threads: [1, 2],
    isWebAssembly: true,
  },
  wllama: {
    title: 'wllama (llama.cpp in WASM), Q8_0',
    module: './wllama.mjs',
    file: 'model-q8_0.gguf',
    threads: [1, 2],
    needs: 'wllama',
    isWebAssembly: true,
    flags: ['--experimental-wasm-jspi'],
  },
}
