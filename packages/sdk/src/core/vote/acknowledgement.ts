import type { Digest } from '@aichain/base'
import type { CompactSignature } from '../encoding/compact-signature.js'
import type { Terms } from '../task/task.js'

/** A member's signed word that it saw a seal with its own commitment in it. */
export type Acknowledgement = CompactSignature & {
  /** Position in the committee, from 0. */
  readonly member: number
}

/** A seal that a quorum acknowledged: the argument of the contract's `convene`. */
export type Convening = {
  readonly terms: Terms
  /** In the order of the members; `undefined` for one that sealed nothing. */
  readonly commitments: readonly (Digest | undefined)[]
  /** Of at least a quorum, each of a member that sealed something. */
  readonly acknowledgements: readonly Acknowledgement[]
}
