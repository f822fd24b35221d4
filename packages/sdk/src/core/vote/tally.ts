import type { Digest } from '@aichain/base'
import { quorum } from './quorum.js'
import { UNAVAILABLE } from './unavailable.js'

/** What the votes say. */
export type Tally =
  | {
      readonly type: 'decided'
      readonly output: Digest
      /** Bit m is set when member m gave the output. */
      readonly winners: number
    }
  /** No output has the quorum. */
  | { readonly type: 'undecided' }
  /** The quorum says that the prompt cannot be fetched. */
  | {
      readonly type: 'unavailable'
      /** Bit m is set when member m said so. */
      readonly voters: number
    }

/**
 * Counts the votes of a committee. Mirrors the contract: the output with a
 * quorum of the whole committee wins, and at most one can have it.
 *
 * @param outputs - What each member gave, in order; `undefined` for a member
 *   whose vote is not known, or does not count.
 * @param committeeSize - Number of seats drawn.
 *
 * @example
 * ```ts
 * import { type Digest, tally } from '@aichain/sdk/core'
 *
 * const yes: Digest = `0x${'11'.repeat(32)}`
 * tally([yes, undefined, yes], 3) // { type: 'decided', output: yes, winners: 0b101 }
 * ```
 */
export function tally(
  outputs: readonly (Digest | undefined)[],
  committeeSize: number,
): Tally {
  const supporters = new Map<Digest, number[]>()
  for (const [member, output] of outputs.entries())
    if (output !== undefined)
      supporters.set(output, [...(supporters.get(output) ?? []), member])
  for (const [output, members] of supporters)
    if (members.length >= quorum(committeeSize)) return decide(output, members)
  return { type: 'undecided' }
}

function decide(output: Digest, members: readonly number[]): Tally {
  const voters = members.reduce((bitmap, member) => bitmap | (1 << member), 0)
  return output === UNAVAILABLE
    ? { type: 'unavailable', voters }
    : { type: 'decided', output, winners: voters }
}
