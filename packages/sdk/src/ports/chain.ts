import type { Address, CallOptions, Cid, Digest, Hex } from '@aichain/base'
import type { CompactSignature } from '../core/encoding/compact-signature.js'
import type { LateVote } from '../core/settlement/late-vote.js'
import type { Settlement } from '../core/settlement/settlement.js'
import type { Allowance } from '../core/task/allowance.js'
import type { CommitteeWord } from '../core/task/committee-word.js'
import type { ListRecord, ListTerms, PriceClass } from '../core/task/list.js'
import type { ProtocolParameters } from '../core/task/parameters.js'
import type { ProtocolEvent } from '../core/task/protocol-event.js'
import type { Round } from '../core/task/round.js'
import type { SignedOrder } from '../core/task/signed-order.js'
import type {
  BlockReference,
  CommitteeMember,
  ModelRecord,
  Order,
  SeatRecord,
  TaskId,
  TaskRecord,
  Terms,
  VotedOutput,
} from '../core/task/task.js'
import type { Appeal, AppealTerms, Verdict } from '../core/task/verdict.js'
import type { Convening } from '../core/vote/acknowledgement.js'
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

/** Reading the contracts. Amounts are in wei, or in the asset's smallest unit. */
export type ChainReader = {
  readonly deployment: Deployment
  readonly getHead: (options?: CallOptions) => Promise<BlockReference>
  /** `undefined` if the chain has no block of this number, or none any more. */
  readonly getBlock: (
    number: bigint,
    options?: CallOptions,
  ) => Promise<BlockReference | undefined>
  readonly getParameters: (options?: CallOptions) => Promise<ProtocolParameters>
  /** `undefined` when the contract has never seen the task. */
  readonly getTask: (
    task: TaskId,
    options?: CallOptions,
  ) => Promise<TaskRecord | undefined>
  /** Who asked what, from the task's event; `undefined` if it is unknown. */
  readonly getTerms: (
    task: TaskId,
    options?: CallOptions,
  ) => Promise<Terms | undefined>
  /**
   * Members in order, with their ballots: of an open task as written down or as
   * the seed fixes it, of a decided one as its event tells.
   *
   * Errors: `TaskUnknownError`; `SeedNotReadyError` before the task's round or
   * the block after the task's; `SeedExpiredError` if nobody drew in time;
   * `NotEnoughPlacesError`; `TaskNotOpenError` of an undecided task whose
   * committee nobody wrote down.
   */
  readonly getCommittee: (
    task: TaskId,
    options?: CallOptions,
  ) => Promise<readonly CommitteeMember[]>
  /** How a task stands, for consumers; `undefined` if it is unknown. */
  readonly getVerdict: (
    task: TaskId,
    options?: CallOptions,
  ) => Promise<Verdict | undefined>
  /** The appeals of a decision; `undefined` if there was none. */
  readonly getAppeal: (
    task: TaskId,
    options?: CallOptions,
  ) => Promise<Appeal | undefined>
  /**
   * What an appeal would cost beside its fee, and how many members would answer it.
   *
   * Errors: `TaskUnknownError`, `TaskNotDecidedError`.
   */
  readonly getAppealTerms: (
    terms: Terms,
    options?: CallOptions,
  ) => Promise<AppealTerms>
  /** Wei that a task's liars lost and that waits until its decision is final. */
  readonly getHeld: (task: TaskId, options?: CallOptions) => Promise<bigint>
  /** `undefined` while nobody holds the slot. */
  readonly getSeat: (
    seat: number,
    options?: CallOptions,
  ) => Promise<SeatRecord | undefined>
  /** The seat of a key, of now or lately. */
  readonly getSeatOf: (
    signer: Address,
    options?: CallOptions,
  ) => Promise<SeatRecord | undefined>
  /** Slots, free ones included. */
  readonly getSeatCount: (options?: CallOptions) => Promise<number>
  /** `undefined` if nobody ever served it. */
  readonly getList: (
    list: ListTerms,
    options?: CallOptions,
  ) => Promise<ListRecord | undefined>
  /** All lists that ever opened for a model, in that order: one for each author that somebody named. */
  readonly getLists: (
    model: Cid,
    options?: CallOptions,
  ) => Promise<readonly ListRecord[]>
  /**
   * The seats of a list in the order in which a draw counts them: class by
   * class. Those put out for their losses stay until somebody prunes them.
   */
  readonly getPlaces: (
    list: ListTerms,
    options?: CallOptions & {
      /** Of this class only; of all where it is left out. */
      readonly class?: PriceClass | undefined
      /** As tasks of the next epoch are drawn, not of the current one. */
      readonly next?: boolean | undefined
    },
  ) => Promise<readonly ListedSeat[]>
  /** `undefined` while nobody posted it. */
  readonly getRound: (
    round: number,
    options?: CallOptions,
  ) => Promise<Round | undefined>
  /** The highest round that was posted; `undefined` if none was. */
  readonly getLatestRound: (
    options?: CallOptions,
  ) => Promise<number | undefined>
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
  /** What a session key may still spend; `undefined` if it was never authorized, or not any more. */
  readonly getAllowance: (
    parameters: { readonly payer: Address; readonly key: Address },
    options?: CallOptions,
  ) => Promise<Allowance | undefined>
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
       * Only what this account ordered, was given back, paid in and took out:
       * `task-added`, `order-submitted` (as payer), `task-undecided`,
       * `round-tip-returned`, `credit-deposited` and `credit-withdrawn`. Not
       * together with `task`.
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

/** A place by its seat. */
export type ListedSeat = {
  readonly seat: number
  readonly class: PriceClass
  /** From 0, in its class. */
  readonly index: number
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
 * Writing to the contracts. Everything is paid in the chain's own currency,
 * or in the deployment's token, which the account must have approved the
 * contract to take; an amount that is no multiple of the deployment's unit is
 * refused with `NotWholeUnitsError`. Each call simulates first, so that what
 * would revert costs nothing and arrives as the contract's error, one SDK class
 * per Solidity error; each resolves once the transaction is in a block.
 */
export type ChainWriter = {
  readonly account: Address

  /** Takes a seat for this account's key, with at least the bond; what is above it pays for places. */
  readonly join: (
    parameters: { readonly owner: Address; readonly amount: bigint },
    options?: Write,
  ) => Promise<TransactionReceipt & { readonly seat: number }>
  /** Raises a seat's stake. */
  readonly topUp: (
    parameters: { readonly seat: number; readonly amount: bigint },
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Replaces a seat's key from the next epoch on: the new key has signed `signerDigest`. */
  readonly setSigner: (
    parameters: CompactSignature & {
      readonly seat: number
      readonly signer: Address
    },
    options?: Write,
  ) => Promise<TransactionReceipt>
  readonly exit: (seat: number, options?: Write) => Promise<TransactionReceipt>
  readonly withdrawSeat: (
    seat: number,
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Pays a seat's rewards to its owner. */
  readonly claim: (seat: number, options?: Write) => Promise<TransactionReceipt>

  /** Offers to serve a model from the next epoch on. */
  readonly offer: (
    parameters: {
      readonly seat: number
      readonly list: ListTerms
      readonly class: PriceClass
    },
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Takes the offer back from the next epoch on. */
  readonly withdrawOffer: (
    seat: number,
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Changes the class of a place from the next epoch on. */
  readonly reprice: (
    parameters: { readonly seat: number; readonly class: PriceClass },
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Takes the place of a seat that was put out for its losses; `withdraw` pays the bounty. */
  readonly prune: (seat: number, options?: Write) => Promise<TransactionReceipt>

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
    terms: Terms,
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Writes the committee down: the court needs it. */
  readonly draw: (terms: Terms, options?: Write) => Promise<TransactionReceipt>

  /** Decides a task by the signed votes of its committee, in this one transaction. */
  readonly settle: (
    settlement: Settlement,
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Settles many tasks; those that are refused are passed over, and `settlement-refused` says why. */
  readonly settleMany: (
    settlements: readonly Settlement[],
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Makes a seal that a quorum acknowledged the court's, and opens reveals. */
  readonly convene: (
    convening: Convening,
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Brings a sealed vote that a settlement left out. */
  readonly addVote: (
    vote: LateVote,
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Slashes a member for a signed vote against the decision; `withdraw` pays the bounty. */
  readonly punish: (
    contradiction: Contradiction,
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Ends a dead task's account; `withdraw` pays the bounty. */
  readonly close: (
    parameters: DecidedTask,
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

  /**
   * Asks a larger committee whether a decision was right; `share`, `roundTip`
   * and `nonce` are those of the new task. Pays its fee and the deposit.
   */
  readonly appeal: (
    parameters: {
      readonly terms: Terms
      /** Of the task, as `task-decided` tells it. */
      readonly committee: CommitteeWord
      readonly share: bigint
      readonly roundTip: bigint
      readonly nonce: bigint
    },
    options?: Write,
  ) => Promise<TransactionReceipt & { readonly appeal: TaskId }>
  /** Draws the consequences of an appeal that ended; `task` is the one that was appealed. */
  readonly conclude: (
    parameters: DecidedTask,
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Gives what the liars of a final decision lost to the sink. */
  readonly release: (
    task: TaskId,
    options?: Write,
  ) => Promise<TransactionReceipt>

  /** Raises an account's credit, which pays its signed orders. */
  readonly deposit: (
    parameters: { readonly account: Address; readonly amount: bigint },
    options?: Write,
  ) => Promise<TransactionReceipt>
  /** Lets a key spend this account's credit; replaces what was said before, and an amount of 0 takes it back. */
  readonly authorize: (
    parameters: Allowance & { readonly key: Address },
    options?: Write,
  ) => Promise<TransactionReceipt>
  /**
   * Brings orders that their payers signed, for their tips. The ids are in the
   * order of the orders, `undefined` for one that was refused: `order-refused`
   * says why.
   */
  readonly submitOrders: (
    orders: readonly SignedOrder[],
    options?: Write,
  ) => Promise<
    TransactionReceipt & { readonly tasks: readonly (TaskId | undefined)[] }
  >
  /** Takes out all credit: deposits, refunds, bounties, tips, an author's part. */
  readonly withdraw: (options?: Write) => Promise<TransactionReceipt>

  /** Brings a round of the beacon, for the tips of the tasks that wait for it. */
  readonly postRound: (
    parameters: { readonly round: number; readonly signature: Hex },
    options?: Write,
  ) => Promise<TransactionReceipt>
  readonly registerModel: (
    manifest: Cid,
    options?: Write,
  ) => Promise<TransactionReceipt>
}

/** A decided task and its committee, as `task-decided` tells them. */
export type DecidedTask = {
  readonly task: TaskId
  readonly committee: CommitteeWord
}

/** A chain that can be read and written. */
export type Chain = ChainReader & ChainWriter
