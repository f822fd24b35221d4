import type { Address, Cid, Digest, Hex } from '@aichain/base'
import type { Divergence } from '@aichain/inference'
import type { ListId, PriceClass } from '../../../core/task/list.js'
import type { SeatRecord, TaskId } from '../../../core/task/task.js'
import type { ShelfUpdate } from '../models/model-shelf.js'

/** A part of the outside world that a node needs. */
export type NodePart =
  | 'chain'
  | 'wallet'
  | 'content'
  | 'journal'
  | 'engine'
  /** Where rounds of the beacon come from. */
  | 'beacon'
  /** The seat's place in the list that the node serves. */
  | 'place'

/** Why a task that drew this seat gets no vote from it. */
export type SkipReason =
  /** Too little of the commit window is left to commit safely. */
  'too-late'

/** How a seat's part in a task ended. */
export type VoteOutcome =
  /** Its output is the agreed one. */
  | 'agreed'
  /** Another output was agreed. */
  | 'wrong'
  /** It committed a vote and never revealed it. */
  | 'withheld'
  /** It voted, and held less than a lie costs: its vote counts for nothing. */
  | 'uncounted'
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
  | ShelfUpdate
  /** A transaction was sent, and is in no block yet. */
  | { readonly type: 'transaction-sent'; readonly transactionHash: Hex }
  | {
      readonly type: 'ready'
      readonly seat: SeatRecord
      readonly model: Cid
      readonly block: bigint
      /** Votes found in the journal that are still to be finished. */
      readonly recovered: number
    }
  /** The seat is drawn for tasks of the list that are added from then on. */
  | {
      readonly type: 'place-offered'
      readonly seat: number
      readonly list: ListId
      readonly class: PriceClass
      readonly from: number
      readonly transactionHash: Hex
    }
  /** The list takes no more places before: the node tries again then. */
  | {
      readonly type: 'entrance-closed'
      readonly list: ListId
      readonly opensAt: number
    }
  /** The seat is drawn for no task of the list that is added from then on. */
  | {
      readonly type: 'offer-withdrawn'
      readonly seat: number
      readonly list: ListId
      readonly from: number
      readonly transactionHash: Hex
    }
  /** This node brought a round of the beacon, for the tips of the tasks that waited for it. */
  | {
      readonly type: 'round-posted'
      readonly round: number
      readonly transactionHash: Hex
    }
  /** A task drew this node's seat. */
  | {
      readonly type: 'task-seen'
      readonly task: TaskId
      readonly model: Cid
      readonly prompt: Cid
      /** What the agreed output earns. */
      readonly share: bigint
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
  /** Those who withheld their votes were slashed; `withdraw` pays the bounty. */
  | {
      readonly type: 'closed'
      readonly task: TaskId
      readonly transactionHash: Hex
    }
  /** This node questions a decision that contradicts what it computed. */
  | {
      readonly type: 'appealed'
      readonly task: TaskId
      /** The task that answers. */
      readonly appeal: TaskId
      readonly deposit: bigint
      /** Deposit and fee. */
      readonly cost: bigint
      readonly transactionHash: Hex
    }
  /** A decision contradicts what this node computed, and questioning it would take more than it may spend, or has. */
  | {
      readonly type: 'appeal-too-dear'
      readonly task: TaskId
      readonly cost: bigint
      readonly limit: bigint
    }
  /**
   * The consequences of an appeal are drawn: the decision was wrong, or right, or
   * nothing was found. A node whose own appeal found it wrong appeals no more.
   */
  | {
      readonly type: 'concluded'
      readonly task: TaskId
      readonly result: 'overturned' | 'upheld' | 'undecided'
      readonly transactionHash: Hex
    }
  /** A task of this seat is closed, as far as this seat is concerned. */
  | {
      readonly type: 'settled'
      readonly task: TaskId
      readonly vote: VoteOutcome
      readonly earned: bigint
      readonly slashed: bigint
      readonly explanation: OutcomeExplanation
    }
  /** The seat gives notice or was ejected for its losses: it is drawn for no task from `to` on. */
  | {
      readonly type: 'seat-leaving'
      readonly seat: number
      readonly to: number
      readonly ejected: boolean
    }
  /** The seat holds less than a lie costs: its votes count for nothing until it is topped up. */
  | {
      readonly type: 'seat-weak'
      readonly seat: number
      readonly balance: bigint
      readonly required: bigint
    }
  /** The owner gave the seat another key: this node answers for tasks up to then only. */
  | {
      readonly type: 'signer-replaced'
      readonly seat: number
      readonly signer: Address
      readonly from: number
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
