import type {
  Chain,
  Cid,
  ContentStore,
  Digest,
  Hex,
  ProtocolParameters,
  TaskId,
} from '@aichain/sdk'
import type { LocalAccount } from 'viem'
import type { Books } from './books.js'

/** A running node, which holds its vote on-chain back, and its key. */
export type LaneOneNode = {
  readonly seat: number
  readonly account: LocalAccount
  /** Resolves with the digest of what the node computed for a prompt. */
  readonly outputOf: (prompt: Cid) => Promise<Digest>
}

/** What the script plays on. */
export type LaneOneNetwork = {
  readonly parameters: ProtocolParameters
  readonly model: Cid
  readonly nodes: readonly LaneOneNode[]
  /** The contracts as the one who asks uses them. */
  readonly requester: Chain
  /** The contracts as somebody uses them who watches and asks nothing. */
  readonly reporter: Chain
  readonly content: Pick<ContentStore, 'put'>
  /** Adds a block, so that the hash of the one before is known. */
  readonly mine: () => Promise<void>
  /** Lets the nodes go on with lane 2, or see that there is nothing left to do. */
  readonly openCourt: (task: TaskId) => void
  /** Checks that the contract holds what it owes while no task is open, and tells whom. */
  readonly books: () => Promise<Books>
  readonly gasOf: (transaction: Hex) => Promise<bigint>
  /** Aborted when the network stops. */
  readonly ended: AbortSignal
}
