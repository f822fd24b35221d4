/**
 * What only Node has: a journal on disk, and models from a folder.
 *
 * @packageDocumentation
 */

export { fileJournal } from './adapters/node/file-journal.js'
export { readModelFolder } from './adapters/node/read-model-folder.js'
