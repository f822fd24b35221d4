import type { Address, Cid, Digest, Hex } from '@aichain/base'

/** keccak-256 over chain, contract, requester, nonce, model, prompt and committee size. */
export type TaskId = Hex

/** A block by number and hash; `timestamp` in seconds. */
export type BlockReference = {
  readonly number: bigint
  readonly hash: Hex
  readonly timestamp: number
}

/** Only ever moves to the right: `open`, then `decided` or `undecided`. */
export type TaskState = 'open' | 'decided' | 'undecided'

/** What a requester asks for. */
export type Order = {
  /** The manifest's CID: the model's identity. */
  readonly model: Cid
  /** Of the prompt, the document that holds the conversation. */
  readonly prompt: Cid
  readonly committeeSize: number
  /** Wei. */
  readonly fee: bigint
  /**
   * Any number of 64 bits that makes the task's id new. The contract takes the
   * same order once, so that sending it again costs nothing.
   */
  readonly nonce: bigint
}

/** What a task's id binds, beside its committee's size: shown again when it is appealed. */
export type Terms = Pick<Order, 'model' | 'prompt' | 'nonce'> & {
  readonly requester: Address
}

/** A task as the contract stores it. */
export type TaskRecord = {
  readonly id: TaskId
  /** `undefined` once the task is decided: its `task-added` event tells who asked. */
  readonly requester: Address | undefined
  /** Wei. */
  readonly fee: bigint
  /** Seconds since the epoch, from the block that holds the task. */
  readonly addedAt: number
  readonly addedIn: bigint
  readonly committeeSize: number
  readonly state: TaskState
  /** Bit m is set when member m has committed, on-chain or in the seal of a settlement. */
  readonly committed: number
  /** Bit m is set when member m's vote is known, by its reveal or by a settlement. */
  readonly revealed: number
  /** Bit m is set when member m was slashed for this task. */
  readonly punished: number
  /** Bit m is set when member m gave the agreed output; 0 unless decided. */
  readonly winners: number
  /** The agreed output; `undefined` unless decided. */
  readonly output: Cid | undefined
}

/** How a task stands, with what an appeal made of it. */
export type TaskResult = {
  readonly state: TaskState
  /** As decided; never rewritten. */
  readonly output: Cid | undefined
  /** The task of 15 that questions the decision; `undefined` if none does. */
  readonly appeal: TaskId | undefined
  /** Whether the appeal decided another output: `output` is then not to be relied on. */
  readonly overturned: boolean
}

/** What a vote says: an output, or that the prompt could not be fetched. */
export type VotedOutput = Cid | 'unavailable'

/** One drawn seat and where its vote stands. */
export type CommitteeMember = {
  /** Position in the committee, from 0. */
  readonly member: number
  readonly seat: number
  readonly signer: Address
  readonly ballot:
    | { readonly type: 'none' }
    | { readonly type: 'committed'; readonly commitment: Digest }
    | { readonly type: 'revealed'; readonly output: VotedOutput }
}

/** A staked seat. Times in seconds; `to` is `undefined` while it stays. */
export type SeatRecord = {
  readonly seat: number
  readonly signer: Address
  readonly owner: Address
  readonly from: number
  readonly to: number | undefined
  /** Wei: bond and rewards. */
  readonly balance: bigint
}

/** A registered model; `model` is the CID of its manifest. */
export type ModelRecord = {
  readonly model: Cid
  readonly publisher: Address
  /** Seconds since the epoch. */
  readonly registeredAt: number
  readonly index: number
}
