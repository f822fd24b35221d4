import type { Address, CallOptions, Cid, Digest, Hex } from '@aichain/base'
import type { Settlement } from '../core/settlement/settlement.js'
import type { ProtocolParameters } from '../core/task/parameters.js'
import type { ProtocolEvent } from '../core/task/protocol-event.js'
import type {
  BlockReference,
  CommitteeMember,
  ModelRecord,
  Order,
  SeatRecord,
  TaskId,
  TaskRecord,
  TaskResult,
  Terms,
  VotedOutput,
} from '../core/task/task.js'
import type { Contradiction } from '../core/vote/contradiction.js'

/** Where the contracts live. */
export type Deployment = {
  readonly chainId: number
  readonly consensus: Address
  readonly modelRegistry: Address
  /** First block that can hold an event of these contracts. */
  readonly fromBlock: bigint
}

/**
 * What a watcher yields. After `reorganized`, forget every event above
 * `ancestor`: the batches that follow tell them again as they now stand.
 */
export type ChainUpdate =
  | {
      readonly type: 'blocks'
      readonly head: BlockReference
      /** In order of block and log index; empty when blocks brought none. */
      readonly events: readonly ProtocolEvent[]
    }
  | { readonly type: 'reorganized'; readonly ancestor: bigint }

/** Reading the contracts. */
export type ChainReader = {
  readonly deployment: Deployment
  readonly getHead: (options?: CallOptions) => Promise<BlockReference>
  readonly getParameters: (options?: CallOptions) => Promise<ProtocolParameters>
  /** `undefined` when the contract has never seen the task. */
  readonly getTask: (
    task: TaskId,
    options?: CallOptions,
  ) => Promise<TaskRecord | undefined>
  /**
   * Members in order, with their ballots.
   *
   * Errors: `SeedNotReadyError` before the block after the task's,
   * `SeedExpiredError` if nobody drew in time.
   */
  readonly getCommittee: (
    task: TaskId,
    options?: CallOptions,
  ) => Promise<readonly CommitteeMember[]>
  /**
   * How a task stands, with what an appeal made of it.
   *
   * Errors: `TaskUnknownError`.
   */
  readonly getResult: (
    task: TaskId,
    options?: CallOptions,
  ) => Promise<TaskResult>
  readonly getSeat: (
    seat: number,
    options?: CallOptions,
  ) => Promise<SeatRecord | undefined>
  readonly getSeatOf: (
    signer: Address,
    options?: CallOptions,
  ) => Promise<SeatRecord | undefined>
  /** Slots, free ones included. */
  readonly getSeatCount: (options?: CallOptions) => Promise<number>
  /**
   * Seats that are taken and not leaving. Those that joined a moment ago count,
   * though they cannot be drawn yet.
   */
  readonly getStayingSeatCount: (options?: CallOptions) => Promise<number>
  readonly getModel: (
    model: Cid,
    options?: CallOptions,
  ) => Promise<ModelRecord | undefined>
  readonly getModelCount: (options?: CallOptions) => Promise<number>
  readonly getModelAt: (
    index: number,
    options?: CallOptions,
  ) => Promise<ModelRecord>
  /** Wei that `withdraw` would pay. */
  readonly getCredit: (
    account: Address,
    options?: CallOptions,
  ) => Promise<bigint>
  /** Wei in the account itself. */
  readonly getBalance: (
    account: Address,
    options?: CallOptions,
  ) => Promise<bigint>
  readonly getEvents: (
    range: {
      readonly fromBlock: bigint
      readonly toBlock?: bigint | undefined
      readonly task?: TaskId | undefined
      /**
       * Only what this account ordered, was given back and took out:
       * `task-added`, `task-undecided` and `credit-withdrawn`. Not together
       * with `task`.
       */
      readonly account?: Address | undefined
    },
    options?: CallOptions,
  ) => Promise<readonly ProtocolEvent[]>
  /**
   * Every block from `fromBlock` on: first what was missed, then live, with no
   * gap and no repetition over a lost connection. Ends only by abort, by
   * `break`, or with `ChainUnreachableError` after `unreachableAfter` ms
   * without an answer (default 30,000).
   */
  readonly watch: (options: {
    readonly fromBlock: bigint
    readonly signal?: AbortSignal | undefined
    readonly unreachableAfter?: number | undefined
  }) => AsyncIterable<ChainUpdate>
}

/** A transaction that is in a block and did not revert. */
export type TransactionReceipt = {
  readonly transactionHash: Hex
  readonly blockNumber: bigint
  readonly gasUsed: bigint
  /** Wei paid for gas. */
  readonly gasCost: bigint
}

/**
 * How far a transaction has come: about to be signed, then sent. Before
 * `awaiting-signature` nothing was sent, for certain; after it, a call that
 * fails without a refusal may have sent all the same.
 */
export type TransactionProgress =
  /** Everything was checked; the wallet is asked, and may ask its user. */
  | { readonly type: 'awaiting-signature' }
  /** On its way, in no block yet. */
  | { readonly type: 'transaction-sent'; readonly transactionHash: Hex }

type Write = CallOptions<TransactionProgress>

/**
 * Writing to the contracts. Bonds and fees are paid in the chain's own currency,
 * or in the deployment's token, which the account must have approved the
 * contract to take. Each call simulates first, so that what would
 * revert costs nothing and arrives as the contract's error, one SDK class per
 * Solidity error; each resolves once the transaction is in a block.
 */
export type ChainWriter = {
  readonly account: Address
  readonly join: (
    parameters: { readonly owner: Address; readonly bond: bigint },
    options?: Write,
  ) => Promise<TransactionReceipt & { readonly seat: number }>
  readonly exit: (seat: number, options?: Write) => Promise<TransactionReceipt>
  readonly withdrawSeat: (
    seat: number,
    options?: Write,
  ) => Promise<TransactionReceipt>
  readonly claim: (seat: number, options?: Write) => Promise<TransactionReceipt>
  /** The same order twice is refused with `TaskExistsError`: it is paid once. */
  readonly addTask: (
    order: Order,
    options?: Write,
  ) => Promise<TransactionReceipt & { readonly task: TaskId }>
  /** Many tasks in one transaction; the ids are in the order of the orders. */
  readonly addTasks: (
    orders: readonly Order[],
    options?: Write,
  ) => Promise<TransactionReceipt & { readonly tasks: readonly TaskId[] }>
  /** Gives back the fee of a task that no committee can answer. */
  readonly cancel: (
    task: TaskId,
    options?: Write,
  ) => Promise<TransactionReceipt>
  readonly draw: (task: TaskId, options?: Write) => Promise<TransactionReceipt>
  /** Decides a task by the signed votes of its committee, in this one transaction. */
  readonly settle: (
    settlement: Settlement,
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Settles many tasks; those that are closed already are passed over. */
  readonly settleMany: (
    settlements: readonly Settlement[],
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Slashes a member for a signed vote against the decision; `withdraw` pays the bounty. */
  readonly punish: (
    contradiction: Contradiction,
    options?: Write,
  ) => Promise<TransactionReceipt>
  readonly commit: (
    parameters: {
      readonly task: TaskId
      readonly member: number
      readonly commitment: Digest
    },
    options?: Write,
  ) => Promise<TransactionReceipt>
  readonly reveal: (
    parameters: {
      readonly task: TaskId
      readonly member: number
      readonly output: VotedOutput
      readonly salt: Digest
    },
    options?: Write,
  ) => Promise<TransactionReceipt>
  readonly finalize: (
    task: TaskId,
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Asks 15 seats whether a decision was right; `fee` and `nonce` are those of the new task. */
  readonly appeal: (
    parameters: {
      readonly task: TaskId
      readonly terms: Terms
      readonly fee: bigint
      readonly nonce: bigint
    },
    options?: Write,
  ) => Promise<TransactionReceipt & { readonly appeal: TaskId }>
  /** Moves the money of an appeal that decided otherwise. */
  readonly overturn: (
    task: TaskId,
    options?: Write,
  ) => Promise<TransactionReceipt>
  readonly withdraw: (options?: Write) => Promise<TransactionReceipt>
  readonly registerModel: (
    manifest: Cid,
    options?: Write,
  ) => Promise<TransactionReceipt>
}

/** A chain that can be read and written. */
export type Chain = ChainReader & ChainWriter
