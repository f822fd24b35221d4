import type { Address, Cid, Hex } from '@aichain/base'
import type { Author, ModelManifest } from '@aichain/inference'
import type { ListId } from '../../core/task/list.js'
import type { Order, TaskId, TaskRecord } from '../../core/task/task.js'
import type { Appeal, Verdict } from '../../core/task/verdict.js'
import type { ListedSeat } from '../../ports/chain.js'
import type { VoteStatus } from './vote.js'

/** A task: its state, what its posting said, and what consumers are told of it. */
export type TaskFacts = Omit<
  TaskRecord,
  'requester' | 'addedIn' | 'roundTip' | 'seed'
> &
  Order & {
    /** Who asked. */
    readonly requester: Address
    /** The list whose seats are asked. */
    readonly list: ListId
    /** Wei that were paid for it: all shares and the round's tip. */
    readonly fee: bigint
    /** The block that holds it, and the transaction that posted it. */
    readonly addedIn: bigint
    readonly transactionHash: Hex
    /** How many members gave the output, and whether it can still change. */
    readonly verdict: Verdict
    /** What is known of its appeals; `undefined` if nobody asked. */
    readonly appeal: Appeal | undefined
  }

/** What one member of a committee did. */
export type VoteFacts = {
  /** Position in the committee, from 0. */
  readonly member: number
  readonly seat: number
  readonly signer: Address
  readonly vote: VoteStatus
  /** What it revealed, unless that was "unavailable". */
  readonly output: Cid | undefined
  /**
   * The transactions that carried its commitment and its reveal; `undefined`
   * where members settled off-chain.
   */
  readonly committedIn: Hex | undefined
  readonly revealedIn: Hex | undefined
}

/** What a member earned with a task. */
export type Payout = {
  readonly member: number
  readonly seat: number
  readonly signer: Address
  /** Wei credited to the seat. */
  readonly amount: bigint
  readonly transactionHash: Hex
}

/** What a seat lost by a task, and why. */
export type Slash = {
  readonly task: TaskId
  readonly member: number
  readonly seat: number
  readonly signer: Address
  /** Wei taken from the seat. */
  readonly amount: bigint
  /**
   * What it was taken for: the vote that the verdict counted; another vote that
   * was shown later, beside it or instead; or an answer that an appeal found wrong.
   */
  readonly cause: 'vote' | 'contradiction' | 'appeal'
  /** The vote that the verdict counted. */
  readonly vote: VoteStatus
  /** What it voted for, and what the committee agreed on instead. */
  readonly output: Cid | undefined
  readonly agreed: Cid | undefined
  readonly transactionHash: Hex
}

/** A seat that serves a model, and what it asks. */
export type PlaceFacts = ListedSeat & {
  /** The list it stands in: one for each author that somebody named. */
  readonly list: ListId
  /** Whom its rewards pay a part; `undefined` for nobody. */
  readonly author: Author | undefined
  /** Wei that a member's share has to be at least to reach it. */
  readonly price: bigint
}

/** A registered model. */
export type ModelFacts = {
  /** The CID of its manifest. */
  readonly model: Cid
  /** Who registered it: not necessarily who made it. */
  readonly publisher: Address
  /** Seconds since the epoch. */
  readonly registeredAt: number
  readonly index: number
}

/** A registered model with its manifest, where a content store was given. */
export type ModelDetails = ModelFacts & {
  readonly manifest: ModelManifest | undefined
}
