import type { Address, Cid, Digest, Hex } from '@aichain/base'
import type { CommitteeWord } from './committee-word.js'
import type { ListId, ListTerms, PriceClass } from './list.js'
import type { Order, TaskId, VotedOutput } from './task.js'

/** Where on the chain an event stands. */
export type EventPosition = {
  readonly blockNumber: bigint
  readonly blockHash: Hex
  readonly logIndex: number
  readonly transactionHash: Hex
}

/**
 * What happened, as the contracts tell it. Bitmaps have bit m for member m,
 * amounts are in wei, times in seconds since the epoch; `epoch` is the number
 * of an epoch of the deployment.
 */
export type ProtocolEvent = EventPosition &
  (TaskEvent | DecisionEvent | SeatEvent | MoneyEvent)

/** What is asked, and how it is answered. */
type TaskEvent =
  | {
      readonly type: 'task-added'
      readonly task: TaskId
      readonly requester: Address
      readonly list: ListId
      readonly order: Order
    }
  | {
      readonly type: 'committee-drawn'
      readonly task: TaskId
      readonly committee: CommitteeWord
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
      /** A seal that a quorum acknowledged became the court's. */
      readonly type: 'task-convened'
      readonly task: TaskId
      readonly seal: Digest
      readonly committed: number
      /** In the order of the members; `undefined` for one that sealed nothing. */
      readonly commitments: readonly (Digest | undefined)[]
    }
  | {
      readonly type: 'task-decided'
      readonly task: TaskId
      readonly output: Cid
      readonly winners: number
      readonly committee: CommitteeWord
    }
  | {
      /** The decision that follows knows these votes and counts them for nothing: their shares are the sink's. */
      readonly type: 'votes-uncounted'
      readonly task: TaskId
      readonly members: number
    }
  | {
      readonly type: 'task-undecided'
      readonly task: TaskId
      readonly requester: Address
      readonly refund: bigint
      /** Of the fee, for the voters in `paid`, each the same, or for the sink. */
      readonly kept: bigint
      /** Who said that the prompt cannot be fetched, if a quorum did. */
      readonly paid: number
    }
  | {
      readonly type: 'round-tip-paid'
      readonly task: TaskId
      readonly poster: Address
      readonly amount: bigint
    }
  | {
      readonly type: 'round-tip-returned'
      readonly task: TaskId
      readonly requester: Address
      readonly amount: bigint
    }
  | {
      /** One settlement of a batch was refused. */
      readonly type: 'settlement-refused'
      readonly task: TaskId
      /** The contract's error, as it reverts. */
      readonly reason: Hex
    }
  | {
      /** Members that a settlement left out may bring their votes over this seal. */
      readonly type: 'seal-kept'
      readonly task: TaskId
      readonly seal: Digest
    }

/** What comes beside and after a decision. */
type DecisionEvent =
  | {
      /** A vote that a settlement left out was brought. */
      readonly type: 'vote-added'
      readonly task: TaskId
      readonly member: number
      readonly output: VotedOutput
    }
  | {
      readonly type: 'seat-slashed'
      readonly task: TaskId
      readonly seat: number
      readonly amount: bigint
      /** Whether it waits for the appeal window, or went to the sink. */
      readonly held: boolean
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
      /** The task paid everything it can. */
      readonly type: 'task-closed'
      readonly task: TaskId
      /** Who closed it. */
      readonly by: Address
      /** Shares that nobody claimed: the sink's. */
      readonly unclaimed: bigint
      /** Credited to who closed it. */
      readonly bounty: bigint
    }
  | {
      readonly type: 'task-appealed'
      readonly task: TaskId
      /** The task that answers. */
      readonly appeal: TaskId
      readonly appellant: Address
      readonly deposit: bigint
    }
  | {
      /** The appeal found the same, or nothing. */
      readonly type: 'appeal-ended'
      readonly task: TaskId
      readonly appeal: TaskId
      readonly upheld: boolean
      /** Of the deposit, for the sink: all, if the appeal found the same or did not get the prompt. The rest went back. */
      readonly lost: bigint
    }
  | {
      readonly type: 'task-overturned'
      readonly task: TaskId
      readonly appeal: TaskId
      /** What the appeal decided. */
      readonly output: Cid
      /** What the winners lost and what was held; of it `repaid` went to seats that had been right, `reward` to the appellant. */
      readonly slashed: bigint
      readonly repaid: bigint
      readonly reward: bigint
      /** Went back to the appellant. */
      readonly deposit: bigint
    }
  | {
      readonly type: 'seat-repaid'
      readonly task: TaskId
      readonly seat: number
      readonly amount: bigint
    }
  | {
      /** What a final decision's liars lost went to the sink. */
      readonly type: 'stake-released'
      readonly task: TaskId
      readonly amount: bigint
    }

/** What becomes of seats, of their places, and of what all share. */
type SeatEvent =
  | {
      readonly type: 'seat-joined'
      readonly seat: number
      readonly owner: Address
      readonly signer: Address
      readonly amount: bigint
    }
  | {
      readonly type: 'seat-topped-up'
      readonly seat: number
      readonly by: Address
      readonly amount: bigint
    }
  | {
      readonly type: 'signer-set'
      readonly seat: number
      readonly signer: Address
      /** From this one on. */
      readonly epoch: number
    }
  | ({
      /** A list has its first place. */
      readonly type: 'list-opened'
      readonly list: ListId
    } & ListTerms)
  | {
      readonly type: 'place-offered'
      readonly seat: number
      readonly list: ListId
      readonly class: PriceClass
      /** Went from the seat's balance to the sink. */
      readonly fee: bigint
      /** From this one on. */
      readonly epoch: number
    }
  | {
      readonly type: 'offer-withdrawn'
      readonly seat: number
      readonly list: ListId
      /** From this one on. */
      readonly epoch: number
    }
  | {
      readonly type: 'place-repriced'
      readonly seat: number
      readonly list: ListId
      readonly class: PriceClass
      /** From this one on. */
      readonly epoch: number
    }
  | {
      readonly type: 'place-pruned'
      readonly seat: number
      readonly by: Address
      readonly bounty: bigint
    }
  | {
      /** By `exit`, or because less than half of its bond was left. */
      readonly type: 'seat-left'
      readonly seat: number
      readonly to: number
    }
  | {
      readonly type: 'reward-claimed'
      readonly seat: number
      /** All that left the seat: of it `cut` went to the treasury, `authorPart` to the author, the rest to the owner. */
      readonly amount: bigint
      readonly cut: bigint
      /** `undefined` where the list has none. */
      readonly author: Address | undefined
      readonly authorPart: bigint
      /** Whether the owner was credited, because the seat moved to another list, or paid. */
      readonly asCredit: boolean
    }
  | {
      readonly type: 'seat-withdrawn'
      readonly seat: number
      readonly owner: Address
      readonly amount: bigint
    }
  | {
      readonly type: 'model-registered'
      readonly model: Cid
      readonly publisher: Address
      readonly index: number
    }
  | {
      /** A round of the beacon is known from now on. */
      readonly type: 'round-posted'
      readonly round: number
      readonly poster: Address
      readonly randomness: Digest
    }

/** Credit, and what is paid with it. */
type MoneyEvent =
  | {
      readonly type: 'credit-deposited'
      readonly account: Address
      readonly by: Address
      readonly amount: bigint
    }
  | {
      readonly type: 'credit-withdrawn'
      readonly account: Address
      readonly amount: bigint
    }
  | {
      readonly type: 'key-authorized'
      readonly payer: Address
      readonly key: Address
      readonly amount: bigint
      readonly until: number
      /** `undefined` for any. */
      readonly list: ListId | undefined
    }
  | {
      readonly type: 'order-submitted'
      readonly task: TaskId
      readonly payer: Address
      readonly submitter: Address
      /** The session key that signed; `undefined` if the payer did. */
      readonly key: Address | undefined
      readonly tip: bigint
    }
  | {
      /** One order of a batch was refused. */
      readonly type: 'order-refused'
      /** Its place in the batch, from 0. */
      readonly index: number
      readonly payer: Address
      /** The contract's error, as it reverts. */
      readonly reason: Hex
    }
  | {
      /** The treasury or the sink was paid what it was owed. */
      readonly type: 'debt-swept'
      readonly account: Address
      readonly amount: bigint
    }
