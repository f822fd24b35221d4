import type { Digest } from '@aichain/base'
import { keccakWords } from '../encoding/keccak.js'
import type { TaskId } from '../task/task.js'

/** What a commitment hides, and what it is bound to. */
export type CommitmentParameters = {
  readonly task: TaskId
  readonly seat: number
  readonly output: Digest
  /** 16 random bytes and 16 zeros, secret until the reveal. */
  readonly salt: Digest
}

/**
 * The commitment to a vote. Mirrors `IConsensus.commitmentOf`:
 * `keccak256(abi.encode(task, seat, output, salt))`. It binds the seat, so that
 * nobody can copy another's commitment and later its opening.
 *
 * @example
 * ```ts
 * import { commitment } from '@aichain/sdk/core'
 *
 * const sealed = commitment({
 *   task: `0x${'11'.repeat(32)}`,
 *   seat: 3,
 *   output: `0x${'22'.repeat(32)}`,
 *   salt: `0x${'33'.repeat(32)}`,
 * })
 * ```
 */
export function commitment(parameters: CommitmentParameters): Digest {
  const { task, seat, output, salt } = parameters
  return keccakWords(task, seat, output, salt)
}
