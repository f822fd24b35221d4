import type { Address, Hex } from '@aichain/base'
import { keccakText } from '../../../core/encoding/keccak.js'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { BlockReference } from '../../../core/task/task.js'
import type { Deployment, TransactionReceipt } from '../../../ports/chain.js'
import {
  type ChainState,
  type Context,
  emptyState,
  type Transition,
} from './state.js'

/** What came of a transaction that is in a block. */
export type Included = {
  readonly receipt: TransactionReceipt
  readonly result: unknown
}

/** A call of one of the contracts, signed and sent. */
export type Transaction = {
  readonly hash: Hex
  readonly sender: Address
  readonly value: bigint
  readonly run: Transition<unknown>
  readonly resolve: (included: Included) => void
  readonly reject: (error: unknown) => void
}

/** A block, with the state as it left it, which is never changed afterwards. */
export type Block = BlockReference & {
  readonly events: readonly ProtocolEvent[]
  readonly transactions: readonly Transaction[]
  readonly state: ChainState
}

/** How a chain without keys tells who signed what. */
export type Signatures = Pick<Context, 'recover' | 'isRoundSignature'>

/** The chain itself: its blocks, and the transactions that wait for one. */
export type Ledger = Signatures & {
  readonly deployment: Deployment
  readonly parameters: ProtocolParameters
  /** Index is block number. */
  readonly blocks: Block[]
  pool: Transaction[]
  /** Transactions ever sent: makes their hashes differ. */
  sent: number
  /** Reorganizations so far: makes the hashes of replaced blocks differ. */
  forks: number
}

/** A ledger of one block without transactions. */
export function createLedger(
  options: Signatures & {
    readonly deployment: Deployment
    readonly parameters: ProtocolParameters
    readonly timestamp: number
    readonly seed: string
    readonly initialBalance: bigint
  },
): Ledger {
  const { timestamp, seed, initialBalance } = options
  const { deployment, parameters, recover, isRoundSignature } = options
  const state = emptyState(initialBalance)
  state.balances.set(deployment.consensus.toLowerCase(), 0n)
  const genesis: Block = {
    number: 0n,
    hash: keccakText(seed),
    timestamp,
    events: [],
    transactions: [],
    state,
  }
  return {
    deployment,
    parameters,
    recover,
    isRoundSignature,
    blocks: [genesis],
    pool: [],
    sent: 0,
    forks: 0,
  }
}

/** The newest block. */
export function headOf(ledger: Ledger): Block {
  return ledger.blocks.at(-1) as Block
}

/** A block without what only the ledger needs. */
export function referenceTo(block: Block): BlockReference {
  const { number, hash, timestamp } = block
  return { number, hash, timestamp }
}
