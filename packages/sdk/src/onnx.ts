export type { DecodingOverrides } from './adapters/inference/decoding-rules.js'
export type { GraphDtype } from './adapters/onnx/graph/choose-graph.js'
export {
  type OnnxEngineOptions,
  onnxEngine,
} from './adapters/onnx/onnx-engine.js'
export {
  type PrepareModelOptions,
  prepareModel,
} from './adapters/onnx/prepare-model.js'
export type { RuntimeLocation } from './adapters/onnx/runtime-files.js'
