import type { Cid, Hex } from '@aichain/base'
import type { Output } from '@aichain/inference'
import type { Receipt } from '../../core/receipt/receipt.js'
import type { CommitteeMember, TaskId } from '../../core/task/task.js'
import type { Verdict } from '../../core/task/verdict.js'
import type { KnownError } from '../../errors/known-error.js'
import type { RefundReason } from '../../errors/task.js'

/** A document that holds an answer: not one that says why there is none. */
export type AnswerOutput = Extract<
  Output,
  { readonly finishReason: 'stop' | 'length' }
>

/** What the committee agreed on, checked against its CID and its task. */
export type Answer = {
  readonly text: string
  readonly output: AnswerOutput
  readonly outputCid: Cid
  readonly task: TaskId
  /**
   * How the decision stood then: until it `isFinal`, an appeal may find another
   * output.
   */
  readonly verdict: Verdict
  /** Who voted what, and what it brought: plain JSON, to keep or to show. */
  readonly receipt: Receipt
}

/**
 * A step in the life of a task. The last one of a task is always `answer`,
 * `refund` or `error`; who follows it until it is final is told `final` after
 * `answer`.
 *
 * `at` is the client's clock, in milliseconds since the epoch. `JSON.stringify`
 * writes an update, `parseTaskUpdate` reads it; `structuredClone` copies it too,
 * but of an error only its message.
 */
export type TaskUpdate = { readonly at: number } & TaskStep

/** A {@link TaskUpdate} before it is stamped with the time. */
export type TaskStep =
  /** Everything was checked; the wallet is asked, and may ask its user. */
  | {
      readonly type: 'awaiting-signature'
      /**
       * The id that the task will have. Keep it: after a crash, `resume` finds
       * the task by it.
       */
      readonly task: TaskId
      readonly prompt: Cid
      /** Wei. */
      readonly fee: bigint
    }
  /** The transaction is on its way, in no block yet. */
  | {
      readonly type: 'transaction-sent'
      readonly task: TaskId
      readonly transactionHash: Hex
    }
  /** Nodes can fetch the prompt; told before or after `posted`. */
  | {
      readonly type: 'prompt-stored'
      readonly task: TaskId
      readonly prompt: Cid
    }
  | {
      readonly type: 'posted'
      readonly task: TaskId
      readonly transactionHash: Hex
      readonly blockNumber: bigint
      /** Wei. */
      readonly fee: bigint
    }
  | {
      readonly type: 'committee-drawn'
      readonly members: readonly CommitteeMember[]
    }
  | {
      readonly type: 'vote-committed'
      readonly member: number
      readonly seat: number
      /** Commitments so far, this one included, of so many members. */
      readonly count: number
      readonly of: number
    }
  | {
      readonly type: 'vote-revealed'
      readonly member: number
      readonly seat: number
      readonly output: Cid | 'unavailable'
      /** Reveals so far, this one included, of so many commitments. */
      readonly count: number
      readonly of: number
    }
  /** A vote of a seat that could not pay for a lie: it counts for nothing. */
  | {
      readonly type: 'vote-uncounted'
      readonly member: number
      readonly seat: number
    }
  /** The members agreed off-chain on who voted: reveals are open, for these. */
  | { readonly type: 'convened'; readonly members: readonly number[] }
  | {
      readonly type: 'decided'
      readonly output: Cid
      /** The members who gave it. */
      readonly winners: readonly number[]
    }
  /** What was told is no longer so; what is so now is told again. */
  | { readonly type: 'reorganized'; readonly ancestor: bigint }
  /** Nothing new can be seen for the moment; following goes on. */
  | {
      readonly type: 'reconnecting'
      /** The chain does not answer, or it answers and makes no blocks. */
      readonly reason: 'unreachable' | 'no-blocks'
      /** Since when, in milliseconds since the epoch. */
      readonly since: number
    }
  /** The chain answers, and makes blocks, again. */
  | { readonly type: 'reconnected' }
  | { readonly type: 'answer'; readonly answer: Answer }
  /** Somebody has a larger committee decide whether the answer is right. */
  | {
      readonly type: 'appealed'
      /** The task that answers it. */
      readonly appeal: TaskId
      /** How many appeals there were, this one included. */
      readonly attempt: number
    }
  /** Nothing can change the answer any more. */
  | { readonly type: 'final'; readonly verdict: Verdict }
  | {
      readonly type: 'refund'
      /** Wei, waiting in the contract for `withdraw`. */
      readonly amount: bigint
      /** Wei of the fee that did not come back: members had worked for it. */
      readonly kept: bigint
      readonly reason: RefundReason
    }
  | { readonly type: 'error'; readonly error: KnownError }
