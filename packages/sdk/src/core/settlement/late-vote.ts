import type { Digest } from '@aichain/base'
import type { CommitteeWord } from '../task/committee-word.js'
import type { TaskId } from '../task/task.js'
import type { SettlementVote } from './settlement.js'

/** A sealed vote that a settlement left out: the argument of the contract's `addVote`. */
export type LateVote = {
  readonly task: TaskId
  /** As `task-decided` tells it. */
  readonly committee: CommitteeWord
  /** Position in the committee, from 0. */
  readonly member: number
  readonly output: Digest
  readonly vote: SettlementVote
  /** All that the seal holds, in the order of the members; `undefined` for one that sealed nothing. */
  readonly commitments: readonly (Digest | undefined)[]
}
