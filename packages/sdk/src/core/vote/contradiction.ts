import type { Digest } from '@aichain/base'
import type { CompactSignature } from '../encoding/compact-signature.js'
import type { CommitteeWord } from '../task/committee-word.js'
import type { TaskId } from '../task/task.js'

/** A signed vote for another output than the one that was decided: the argument of the contract's `punish`. */
export type Contradiction = CompactSignature & {
  readonly task: TaskId
  /** As `task-decided` tells it. */
  readonly committee: CommitteeWord
  /** Position in the committee, from 0. */
  readonly member: number
  readonly output: Digest
  readonly seal: Digest
}
