/**
 * Engine 1: ONNX Runtime Web, pinned so that it gives the same bits everywhere.
 *
 * @packageDocumentation
 */

export type { GraphDtype } from './engine/onnx/graph/choose-graph.js'
export {
  type OnnxEngineOptions,
  onnxEngine,
} from './engine/onnx/onnx-engine.js'
export type { RuntimeLocation } from './engine/onnx/runtime-files.js'
export type { DecodingOverrides } from './engine/shared/decoding-rules.js'
export {
  type PrepareModelOptions,
  prepareModel,
} from './import/onnx/prepare-model.js'
