import type { Address, Cid, Digest, Hex } from '@aichain/base'
import type { ListTerms, Place } from './list.js'

/** keccak-256 over chain, contract, requester and the whole order. */
export type TaskId = Hex

/** A block by number and hash; `timestamp` in seconds. */
export type BlockReference = {
  readonly number: bigint
  readonly hash: Hex
  readonly timestamp: number
}

/** Only ever moves to the right: `open`, then `decided` or `undecided`. */
export type TaskState = 'open' | 'decided' | 'undecided'

/**
 * What fixes a task's committee: a round of the beacon that is published after
 * the task, or the hash of the task's own block.
 */
export type Seed = 'beacon' | 'block'

/** What a requester asks for, of whom: the seats of one list. */
export type Order = ListTerms & {
  /** Of the prompt, the document that holds the conversation. */
  readonly prompt: Cid
  /** 3 to 15. */
  readonly committeeSize: number
  /**
   * Wei paid to each member that gives the agreed output. It reaches all places
   * whose price is no higher.
   */
  readonly share: bigint
  /** Wei for whoever posts the beacon's round; 0 where a block is the seed. */
  readonly roundTip: bigint
  /** The order is refused where the share reaches fewer places of the list. */
  readonly minimumPlaces: number
  readonly seed: Seed
  /**
   * Any number of 64 bits that makes the task's id new. The contract takes the
   * same order once, so that sending it again costs nothing.
   */
  readonly nonce: bigint
}

/** What a task's id binds: shown again to whoever needs it. `task-added` tells it. */
export type Terms = {
  readonly requester: Address
  readonly order: Order
}

/** A task as the contract stores it. */
export type TaskRecord = {
  readonly id: TaskId
  readonly state: TaskState
  readonly seed: Seed
  readonly committeeSize: number
  /** Wei for each winner. */
  readonly share: bigint
  /** Seconds since the epoch, from the block that holds the task. */
  readonly addedAt: number
  /** `undefined` once the task is decided. */
  readonly addedIn: bigint | undefined
  /** Wei; 0 once the task is closed. */
  readonly roundTip: bigint
  /** `undefined` once the task is decided: its `task-added` event tells who asked. */
  readonly requester: Address | undefined
  /** Bit m is set when member m has committed on-chain, itself or by `convene`. */
  readonly committed: number
  /** Bit m is set when member m's vote is known, whichever lane brought it. */
  readonly revealed: number
  /** Bit m is set when member m gave the agreed output; 0 unless decided. */
  readonly winners: number
  /** Bit m is set when member m was slashed for this task. */
  readonly punished: number
  /** Whether a seal that a quorum acknowledged was made the court's. */
  readonly convened: boolean
  /** Whether everything is paid that this task can pay. */
  readonly closed: boolean
  /** Whether the list was large enough for an appeal. */
  readonly appealable: boolean
  /** Whether this task is itself an appeal. */
  readonly isAppeal: boolean
  /** Whether a quorum said that the prompt cannot be fetched. */
  readonly unavailable: boolean
  /** The agreed output; `undefined` unless decided. */
  readonly output: Cid | undefined
}

/** What a vote says: an output, or that the prompt could not be fetched. */
export type VotedOutput = Cid | 'unavailable'

/** One drawn seat and where its vote stands. */
export type CommitteeMember = {
  /** Position in the committee, from 0. */
  readonly member: number
  readonly seat: number
  /** The key that answers for the seat in this task. */
  readonly signer: Address
  readonly ballot:
    | { readonly type: 'none' }
    | { readonly type: 'committed'; readonly commitment: Digest }
    | { readonly type: 'revealed'; readonly output: VotedOutput }
    /** Known, of a seat that could not pay for a lie: it counts for nothing. */
    | { readonly type: 'uncounted' }
}

/** A staked seat. Times in seconds since the epoch, amounts in wei. */
export type SeatRecord = {
  readonly seat: number
  /** The hot key that commits and signs, for tasks of epoch `signerSince` and later ones. */
  readonly signer: Address
  /** The key before that, if there was one. */
  readonly formerSigner: Address | undefined
  /** The epoch from which `signer` counts; `undefined` while there was no other. */
  readonly signerSince: number | undefined
  /** The cold account that is paid. */
  readonly owner: Address
  /** Its stake cannot leave before: it has to stay a while, and lists have to forget its place. */
  readonly heldUntil: number
  /** Drawn only for tasks added before this time; `undefined` while it stays. */
  readonly to: number | undefined
  /** Stake and rewards. */
  readonly balance: bigint
  /** What was paid in; what `balance` is above it are rewards, which first make up for fees and losses. */
  readonly paidIn: bigint
  /** Its place, if it has one. */
  readonly place: Place | undefined
}

/** A registered model; `model` is the CID of its manifest. */
export type ModelRecord = {
  readonly model: Cid
  readonly publisher: Address
  /** Seconds since the epoch. */
  readonly registeredAt: number
  readonly index: number
}
