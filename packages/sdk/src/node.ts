/**
 * What only Node has: a journal and a model cache on disk, models from a folder,
 * and engines in processes of their own.
 *
 * @packageDocumentation
 */

export {
  type ProcessEngineOptions,
  processEngine,
  readModelFolder,
} from '@aichain/inference/node'
export { fileJournal } from './adapters/node/file-journal.js'
export {
  type FileModelCacheOptions,
  fileModelCache,
} from './adapters/node/file-model-cache.js'
