import type { Address, Cid } from '@aichain/base'
import type { TaskId, TaskState } from './task.js'

/** What a consumer needs to know of a task. */
export type Verdict = {
  readonly state: TaskState
  /** As decided; never rewritten. `undefined` unless decided. */
  readonly output: Cid | undefined
  readonly committeeSize: number
  /** How many members gave the output. */
  readonly votes: number
  /** Whether nothing can change the decision any more. */
  readonly isFinal: boolean
  /** Whether an appeal found another output: `output` is then not to be relied on. */
  readonly overturned: boolean
  /**
   * Whether the last appeal did not get the prompt and no other can ask: the
   * decision will be neither final nor overturned.
   */
  readonly isVoid: boolean
  /** Whether the list was large enough for an appeal. */
  readonly appealable: boolean
  /**
   * When the window for appeals is over, if no other opens it again, in seconds
   * since the epoch; `undefined` where there is none.
   */
  readonly appealableUntil: number | undefined
}

/** What is known of a decision's appeals. */
export type Appeal = {
  /** The last task that asked. */
  readonly task: TaskId
  readonly appellant: Address
  /** Wei that the appellant loses if the decision was right. */
  readonly deposit: bigint
  /** How many appeals there were, this one included. */
  readonly attempts: number
  /** Whether consequences were drawn from it. */
  readonly concluded: boolean
  /** Whether it decided another output, and the money has moved. */
  readonly overturned: boolean
}

/** What an appeal costs beside its fee, and how many members answer it. */
export type AppealTerms = {
  /** Wei. */
  readonly deposit: bigint
  readonly committeeSize: number
}
