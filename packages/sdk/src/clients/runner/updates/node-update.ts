import type { Cid, Digest, Hex } from '@aichain/base'
import type { Divergence } from '@aichain/inference'
import type { SeatRecord, TaskId } from '../../../core/task/task.js'

/** A part of the outside world that a node needs. */
export type NodePart = 'chain' | 'wallet' | 'content' | 'journal' | 'engine'

/** Why a task that drew this seat gets no vote from it. */
export type SkipReason =
  /** Its fee is below `minimumFee`. */
  | 'fee-below-minimum'
  /** Its model is none of those that this node serves. */
  | 'model-not-served'
  /** Too little of the commit window is left to commit safely. */
  | 'too-late'

/** How a seat's part in a task ended. */
export type VoteOutcome =
  /** Its output is the agreed one. */
  | 'agreed'
  /** Another output was agreed. */
  | 'wrong'
  /** It committed a vote and never revealed it. */
  | 'withheld'
  /** It did not vote. */
  | 'absent'
  /** No output had a quorum: nobody is right or wrong. */
  | 'undecided'

/** Why a task ended for this seat as it did. */
export type OutcomeExplanation = {
  /** One or two sentences for the operator. */
  readonly summary: string
  /** What this seat voted for; `undefined` when it did not vote. */
  readonly voted: Cid | 'unavailable' | undefined
  /** What was agreed; `undefined` when nothing was. */
  readonly agreed: Cid | undefined
  /** Where the two outputs part; present when both could be read. */
  readonly divergence?: Divergence
}

/** What a node does and what happens to it; `at` in milliseconds since the epoch. */
export type NodeUpdate = { readonly at: number } & NodeUpdateBody

/** An update before it is dated. Amounts in wei, times of the chain in seconds. */
export type NodeUpdateBody =
  | { readonly type: 'model-loading'; readonly model: Cid }
  /** The golden vectors of a model came out as its manifest says. */
  | {
      readonly type: 'self-test-passed'
      readonly model: Cid
      readonly vectors: number
    }
  /** A transaction was sent, and is in no block yet. */
  | { readonly type: 'transaction-sent'; readonly transactionHash: Hex }
  | {
      readonly type: 'ready'
      readonly seat: SeatRecord
      readonly models: readonly Cid[]
      readonly block: bigint
      /** Votes found in the journal that are still to be finished. */
      readonly recovered: number
    }
  /** A task drew this node's seat. */
  | {
      readonly type: 'task-seen'
      readonly task: TaskId
      readonly model: Cid
      readonly prompt: Cid
      readonly fee: bigint
      readonly member: number
      readonly committeeSize: number
    }
  | {
      readonly type: 'skipped'
      readonly task: TaskId
      readonly reason: SkipReason
      /** What stood in the way, where something did. */
      readonly detail: string | undefined
    }
  /** The prompt was not found in time: the vote is `UNAVAILABLE`. */
  | {
      readonly type: 'prompt-unavailable'
      readonly task: TaskId
      readonly prompt: Cid
    }
  | { readonly type: 'inference-started'; readonly task: TaskId }
  /**
   * One more token. Its text is left out on purpose: what the answer says is
   * secret until the reveal, and updates end up in logs.
   */
  | {
      readonly type: 'inference-progress'
      readonly task: TaskId
      readonly tokens: number
    }
  | {
      readonly type: 'inference-finished'
      readonly task: TaskId
      readonly tokens: number
      /** Milliseconds. */
      readonly duration: number
    }
  | {
      readonly type: 'committed'
      readonly task: TaskId
      readonly member: number
      readonly commitment: Digest
      readonly transactionHash: Hex
    }
  | {
      readonly type: 'revealed'
      readonly task: TaskId
      readonly member: number
      readonly output: Cid | 'unavailable'
      readonly transactionHash: Hex
    }
  /** The output is stored and pinned. */
  | {
      readonly type: 'published'
      readonly task: TaskId
      readonly output: Cid
    }
  | {
      readonly type: 'drawn'
      readonly task: TaskId
      readonly transactionHash: Hex
    }
  | {
      readonly type: 'finalized'
      readonly task: TaskId
      readonly transactionHash: Hex
    }
  /** A task of this seat is closed. */
  | {
      readonly type: 'settled'
      readonly task: TaskId
      readonly vote: VoteOutcome
      readonly earned: bigint
      readonly slashed: bigint
      readonly explanation: OutcomeExplanation
    }
  /** The seat gives notice or was ejected: it is drawn for no task from `to` on. */
  | {
      readonly type: 'seat-leaving'
      readonly seat: number
      readonly to: number
    }
  /** Blocks above `ancestor` were replaced; every open task is looked at again. */
  | { readonly type: 'reorganized'; readonly ancestor: bigint }
  /** Something the node needs does not work; it keeps trying. */
  | {
      readonly type: 'degraded'
      readonly part: NodePart
      readonly error: unknown
    }
  | { readonly type: 'recovered'; readonly part: NodePart }
  /** Something that an operator should look at; the node goes on. */
  | {
      readonly type: 'error'
      readonly error: unknown
      readonly task?: TaskId
    }
  /** The last update. `unfinished` tasks wait in the journal for a restart. */
  | { readonly type: 'stopped'; readonly unfinished: readonly TaskId[] }
