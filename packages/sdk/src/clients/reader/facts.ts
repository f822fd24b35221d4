import type { Address, Cid, Hex } from '@aichain/base'
import type { ModelManifest } from '@aichain/inference'
import type { TaskId, TaskRecord } from '../../core/task/task.js'
import type { VoteStatus } from './vote.js'

/** A task: its state, and what its posting said. */
export type TaskFacts = Omit<TaskRecord, 'requester'> & {
  readonly model: Cid
  readonly prompt: Cid
  /** Who asked. */
  readonly requester: Address
  /** Chosen by the requester: makes the task's id new. */
  readonly nonce: bigint
  /** The transaction that posted it. */
  readonly transactionHash: Hex
  /** The task of 15 that questions the decision; `undefined` if none does. */
  readonly appeal: TaskId | undefined
  /** Whether the appeal decided another output: `output` is then not to be relied on. */
  readonly overturned: boolean
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
