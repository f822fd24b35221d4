export {
  type TransformersEngineOptions,
  transformersEngine,
} from './adapters/transformers/transformers-engine.js'
