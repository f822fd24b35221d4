import type { Address, Cid, Digest, Hex } from '@aichain/base'
import type { TaskId, VotedOutput } from './task.js'

/** Where on the chain an event stands. */
export type EventPosition = {
  readonly blockNumber: bigint
  readonly blockHash: Hex
  readonly logIndex: number
  readonly transactionHash: Hex
}

/** What happened, as the contracts tell it. Bitmaps have bit m for member m. */
export type ProtocolEvent = EventPosition &
  (
    | {
        readonly type: 'task-added'
        readonly task: TaskId
        readonly requester: Address
        readonly model: Cid
        readonly prompt: Cid
        readonly fee: bigint
        readonly committeeSize: number
        readonly nonce: bigint
      }
    | {
        readonly type: 'committee-drawn'
        readonly task: TaskId
        readonly seats: readonly number[]
      }
    | {
        readonly type: 'vote-committed'
        readonly task: TaskId
        readonly member: number
        readonly commitment: Digest
      }
    | {
        readonly type: 'vote-revealed'
        readonly task: TaskId
        readonly member: number
        readonly output: VotedOutput
      }
    | {
        readonly type: 'task-decided'
        readonly task: TaskId
        readonly output: Cid
        readonly winners: number
        readonly share: bigint
      }
    | {
        readonly type: 'task-undecided'
        readonly task: TaskId
        readonly requester: Address
        readonly refund: bigint
      }
    | {
        readonly type: 'seat-slashed'
        readonly task: TaskId
        readonly seat: number
        readonly amount: bigint
      }
    | {
        readonly type: 'member-punished'
        readonly task: TaskId
        readonly member: number
        /** What it signed, beside what was decided. */
        readonly output: Cid
        readonly reporter: Address
        readonly bounty: bigint
      }
    | {
        readonly type: 'task-appealed'
        readonly task: TaskId
        /** The task of 15 that answers. */
        readonly appeal: TaskId
        readonly appellant: Address
      }
    | {
        readonly type: 'task-overturned'
        readonly task: TaskId
        readonly appeal: TaskId
        /** What the appeal decided. */
        readonly output: Cid
        /** Taken from the first winners; of it `repaid` went to seats that had been right, `reward` to the appellant. */
        readonly slashed: bigint
        readonly repaid: bigint
        readonly reward: bigint
      }
    | {
        readonly type: 'seat-repaid'
        readonly task: TaskId
        readonly seat: number
        readonly amount: bigint
      }
    | {
        readonly type: 'seat-joined'
        readonly seat: number
        readonly owner: Address
        readonly signer: Address
        readonly from: number
      }
    | {
        readonly type: 'seat-left'
        readonly seat: number
        readonly to: number
      }
    | {
        readonly type: 'seat-withdrawn'
        readonly seat: number
        readonly owner: Address
        readonly amount: bigint
      }
    | {
        readonly type: 'reward-claimed'
        readonly seat: number
        readonly owner: Address
        readonly amount: bigint
      }
    | {
        readonly type: 'credit-withdrawn'
        readonly account: Address
        readonly amount: bigint
      }
    | {
        readonly type: 'model-registered'
        readonly model: Cid
        readonly publisher: Address
        readonly index: number
      }
  )
