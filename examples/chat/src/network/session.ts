import type { Chain, ConsensusReader, ContentStore } from '@aichain/sdk'
import type { Network } from './network.js'

/** A network, opened: what the page reads from, and writes to. */
export type Session = {
  readonly network: Network
  readonly chain: Chain
  readonly reader: Pick<ConsensusReader, 'receipt'>
  readonly content: ContentStore
}
