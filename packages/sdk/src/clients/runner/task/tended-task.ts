import type { Cid, Clock, Hex } from '@aichain/base'
import type { CommitteeMember, TaskId } from '../../../core/task/task.js'
import { type Doorbell, doorbell } from '../context/doorbell.js'
import type { VoteRecord } from '../record/vote-record.js'

/**
 * A task that is looked after. Only what neither chain nor journal can tell is
 * kept here, and all of it may be lost at any time.
 */
export type TendedTask = {
  readonly id: TaskId
  readonly model: Cid
  readonly prompt: Cid
  /** Block of the task, as far as is known, and its hash if the node read it. */
  readonly addedIn: bigint
  readonly blockHash: Hex | undefined
  /** When it was taken up, in milliseconds. */
  readonly since: number
  /** Rung when the chain tells something about the task. */
  readonly bell: Doorbell
  /** Whether the next block, or this round of the beacon, may bring what is missing. */
  awaitsBlock: boolean
  awaitsRound: number | undefined
  /** The appeal whose end is waited for. */
  awaitsAppeal: TaskId | undefined
  /** Seconds of the chain's clock that are waited for. */
  until: number | undefined
  /** The vote in the journal: unknown until it was read, then there or not. */
  record: VoteRecord | undefined
  isRecordRead: boolean
  /** The vote is being worked out. */
  preparation: Preparation | undefined
  /** Somebody stored the committee on-chain. */
  isDrawn: boolean
  /** The vote is committed and not revealed: ending now would put the bond at risk. */
  isSealed: boolean
  /** A transaction that was sent, and was not in a block as long as it was waited for. */
  unconfirmed:
    | { readonly step: 'commit' | 'reveal'; readonly hash: Hex }
    | undefined
  /** The output is stored, or is being stored. */
  isPublishing: boolean
  /** The committee as it was last read. */
  committee: readonly CommitteeMember[] | undefined
  /** When a step that one member must take was first due, in milliseconds. */
  readonly dueSince: Map<string, number>
  /** An appeal would take more than the operator allows. */
  isAppealRefused: boolean
  /** What the operator was told about the task already. */
  readonly told: Set<string>
  /** What last stood in the way of a vote. */
  trouble: unknown
}

/** Work in the background that ends in a journal record, a failure, or an abort. */
export type Preparation = {
  readonly abort: () => void
  failure: { readonly error: unknown } | undefined
}

/** What names a task to look after. */
export type TaskFacts = Pick<
  TendedTask,
  'id' | 'model' | 'prompt' | 'addedIn' | 'blockHash'
>

/** A task to look after: from its event, or from the journal after a restart. */
export function tendedTask(task: TaskFacts, clock: Clock): TendedTask {
  return {
    ...task,
    since: clock.now(),
    bell: doorbell(clock),
    awaitsBlock: false,
    awaitsRound: undefined,
    awaitsAppeal: undefined,
    until: undefined,
    record: undefined,
    isRecordRead: false,
    preparation: undefined,
    isDrawn: false,
    isSealed: false,
    unconfirmed: undefined,
    isPublishing: false,
    committee: undefined,
    dueSince: new Map(),
    isAppealRefused: false,
    told: new Set(),
    trouble: undefined,
  }
}

/** Whether this is the first time that `what` is told about the task. */
export function isNews(tended: TendedTask, what: string): boolean {
  const isFirst = !tended.told.has(what)
  tended.told.add(what)
  return isFirst
}
