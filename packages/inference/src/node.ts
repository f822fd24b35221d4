/**
 * What only Node has: models from a folder, and engines in processes of their own.
 *
 * @packageDocumentation
 */

export {
  type ProcessEngineOptions,
  processEngine,
} from './engine/process/process-engine.js'
export { readModelFolder } from './import/folder/read-model-folder.js'
