import type { Address, Digest, Hex } from './hex.js'

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

/** A task as the contract stores it. */
export type TaskRecord = {
  readonly id: TaskId
  readonly requester: Address
  /** Wei. */
  readonly fee: bigint
  /** Seconds since the epoch, from the block that holds the task. */
  readonly addedAt: number
  readonly addedIn: bigint
  readonly committeeSize: number
  readonly state: TaskState
  /** Bit m is set when member m has committed. */
  readonly committed: number
  readonly revealed: number
  readonly punished: number
  /** The agreed digest; `undefined` unless decided. */
  readonly output: Digest | undefined
}

/** One drawn seat and where its vote stands. */
export type CommitteeMember = {
  /** Position in the committee, from 0. */
  readonly member: number
  readonly seat: number
  readonly signer: Address
  readonly ballot:
    | { readonly type: 'none' }
    | { readonly type: 'committed'; readonly commitment: Digest }
    | { readonly type: 'revealed'; readonly output: Digest }
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

/** A registered model; `model` is the digest of its manifest. */
export type ModelRecord = {
  readonly model: Digest
  readonly publisher: Address
  readonly registeredAt: number
  readonly index: number
}
