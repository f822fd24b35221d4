/**
 * The integer engine: exact inference of Llama-family models, on any number of
 * threads.
 *
 * @packageDocumentation
 */

export {
  type IntegerEngineOptions,
  integerEngine,
} from './engine/integer/integer-engine.js'
export {
  type PrepareLlamaModelOptions,
  prepareLlamaModel,
} from './import/llama/prepare-llama-model.js'
