/**
 * What only Node has: a journal and a model cache on disk, and models from a
 * folder.
 *
 * @packageDocumentation
 */

export { fileJournal } from './adapters/node/file-journal.js'
export {
  type FileModelCacheOptions,
  fileModelCache,
} from './adapters/node/file-model-cache.js'
export { readModelFolder } from './adapters/node/read-model-folder.js'
