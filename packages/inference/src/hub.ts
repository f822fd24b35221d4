/**
 * Models from hubs, by the name of their repository.
 *
 * @packageDocumentation
 */

export type { Fetch } from '@aichain/base'
export {
  type HuggingFaceFolderOptions,
  huggingFaceFolder,
} from './import/hub/hugging-face-folder.js'
