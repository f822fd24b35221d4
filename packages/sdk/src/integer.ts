/**
 * The integer engine: exact inference of Llama-family models, on any number of
 * threads.
 *
 * @packageDocumentation
 */

export {
  type PrepareLlamaModelOptions,
  prepareLlamaModel,
} from './adapters/integer/import/prepare-llama-model.js'
export {
  type IntegerEngineOptions,
  integerEngine,
} from './adapters/integer/integer-engine.js'
