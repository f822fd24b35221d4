/**
 * Engine 1: ONNX Runtime Web, pinned so that it gives the same bits everywhere.
 *
 * @packageDocumentation
 */

export {
  type OnnxEngineOptions,
  onnxEngine,
} from './engine/onnx/onnx-engine.js'
export type { RuntimeLocation } from './engine/onnx/runtime-files.js'
export type { GraphDtype } from './import/onnx/choose-graph.js'
export {
  type PrepareModelOptions,
  prepareModel,
} from './import/onnx/prepare-model.js'
export type { DecodingOverrides } from './import/shared/decoding-rules.js'
