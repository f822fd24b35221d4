/**
 * Engine 1 through transformers.js, for pages that load it anyway.
 *
 * @packageDocumentation
 */

export {
  type TransformersEngineOptions,
  transformersEngine,
} from './engine/transformers/transformers-engine.js'
