import type { Cid } from './cid.js'
import type { Address, Digest, Hex } from './hex.js'
import type { TaskId } from './task.js'

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
        readonly output: Digest
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
