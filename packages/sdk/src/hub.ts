/**
 * Models from hubs, by the name of their repository.
 *
 * @packageDocumentation
 */

export type { Fetch } from './adapters/gateway/stream-block.js'
export {
  type HuggingFaceFolderOptions,
  huggingFaceFolder,
} from './adapters/hub/hugging-face-folder.js'
