/**
 * Storing single blocks in IPFS by plain `fetch`, for pages.
 *
 * @packageDocumentation
 */

export type { Fetch } from '@aichain/base'
export {
  type BlockPutterOptions,
  blockPutter,
} from './adapters/put-block/block-putter.js'
