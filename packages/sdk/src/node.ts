/**
 * What only Node has: a journal and a model cache on disk, models from a folder,
 * and engines in processes of their own.
 *
 * @packageDocumentation
 */

export { fileJournal } from './adapters/node/file-journal.js'
export {
  type FileModelCacheOptions,
  fileModelCache,
} from './adapters/node/file-model-cache.js'
export {
  type ProcessEngineOptions,
  processEngine,
} from './adapters/node/process-engine.js'
export { readModelFolder } from './adapters/node/read-model-folder.js'
