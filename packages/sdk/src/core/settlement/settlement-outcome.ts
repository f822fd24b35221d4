import type { Digest } from '@aichain/base'
import { hasMember } from '../encoding/bitmap.js'
import { fromUnits } from '../encoding/units.js'
import { least } from '../money/part.js'
import {
  isStrong,
  keptOf,
  lieCost,
  type Stakes,
  softSlash,
} from '../money/slash.js'
import type { ProtocolParameters } from '../task/parameters.js'
import { tally } from '../vote/tally.js'
import { UNAVAILABLE } from '../vote/unavailable.js'

/** What decides a task's money when its votes are counted. Amounts in wei. */
export type SettlementOutcomeParameters = Stakes & {
  /** What each member votes, in either lane, in order; `undefined` for a vote that is not known. */
  readonly outputs: readonly (Digest | undefined)[]
  /** What the seat of each member has, in the same order. */
  readonly balances: readonly bigint[]
}

/** What counting the votes does. Amounts in wei. */
export type SettlementOutcome =
  | {
      readonly type: 'decided'
      readonly output: Digest
      /** Bit m is set when member m is paid the share. */
      readonly winners: number
      /** Taken from each member, and held until the decision is final. */
      readonly penalties: readonly bigint[]
      /** Shares of known votes that did not win. */
      readonly sink: bigint
      /** Shares of votes that are not known yet: they may still be earned. */
      readonly open: bigint
    }
  | {
      /** The quorum says that the prompt cannot be fetched; nobody is slashed. */
      readonly type: 'unavailable'
      /** Bit m is set when member m is paid `each`. */
      readonly voters: number
      readonly each: bigint
      /** Goes back to the requester. */
      readonly refund: bigint
      readonly sink: bigint
    }
  /** No output has a quorum: the task stays open. */
  | { readonly type: 'undecided' }

/**
 * What counting the votes of a task does to everybody's money, before it is
 * sent. Mirrors the contract in both lanes: each member that gave the agreed
 * output is paid the share, whatever others do; a wrong vote costs what lies
 * cost, an "unavailable" that lost half of the least share, never more than the seat
 * has. The vote of a seat that could not pay for a lie does not count. A member
 * whose vote is not known loses nothing yet: see `closingOutcome`.
 *
 * @example
 * ```ts
 * import { type Digest, settlementOutcome } from '@aichain/sdk/core'
 *
 * const right: Digest = `0x${'11'.repeat(32)}`
 * const wrong: Digest = `0x${'22'.repeat(32)}`
 * settlementOutcome(
 *   {
 *     outputs: [right, wrong, right, right, right, undefined],
 *     balances: [900n, 900n, 900n, 900n, 900n, 900n],
 *     share: 20n,
 *     appealable: true,
 *   },
 *   { hardSlash: 90n, minimumShare: 2n, unit: 1n },
 * )
 * // { type: 'decided', output: right, winners: 0b11101,
 * //   penalties: [0n, 22n, 0n, 0n, 0n, 0n], sink: 20n, open: 20n }
 * ```
 */
export function settlementOutcome(
  votes: SettlementOutcomeParameters,
  parameters: Pick<ProtocolParameters, 'hardSlash' | 'minimumShare' | 'unit'>,
): SettlementOutcome {
  const { outputs, balances, share } = votes
  const counting = outputs.map((output, member) =>
    isStrong(balances[member] ?? 0n, parameters) ? output : undefined,
  )
  const counted = tally(counting, outputs.length)
  if (counted.type === 'undecided') return counted
  if (counted.type === 'unavailable')
    return unavailableOutcome(votes, counted.voters, parameters)
  const { winners } = counted
  const lost = outputs.filter(
    (output, member) => output !== undefined && !hasMember(winners, member),
  )
  const unknown = outputs.filter((output) => output === undefined)
  return {
    ...counted,
    penalties: counting.map((output, member) =>
      hasMember(winners, member) || output === undefined
        ? 0n
        : least(
            votePenalty(output, votes, parameters),
            balances[member] as bigint,
          ),
    ),
    sink: share * BigInt(lost.length),
    open: share * BigInt(unknown.length),
  }
}

/**
 * Wei that a vote costs that did not win: half of the least share if it said
 * "unavailable", else what lies cost in the task. Mirrors the contract.
 *
 * @example
 * ```ts
 * import { UNAVAILABLE, votePenalty } from '@aichain/sdk/core'
 *
 * votePenalty(
 *   UNAVAILABLE,
 *   { share: 20n, appealable: true },
 *   { hardSlash: 90n, minimumShare: 2n, unit: 1n },
 * ) // 1n
 * ```
 */
export function votePenalty(
  output: Digest,
  stakes: Stakes,
  parameters: Pick<ProtocolParameters, 'hardSlash' | 'minimumShare' | 'unit'>,
): bigint {
  return output === UNAVAILABLE
    ? softSlash(parameters)
    : lieCost(stakes, parameters)
}

function unavailableOutcome(
  votes: SettlementOutcomeParameters,
  voters: number,
  parameters: Pick<ProtocolParameters, 'minimumShare' | 'unit'>,
): SettlementOutcome {
  const { share, outputs } = votes
  const { unit } = parameters
  const committeeSize = outputs.length
  const kept = keptOf({ committeeSize }, parameters)
  const each = fromUnits(kept / unit / BigInt(committeeSize), unit)
  const paid = outputs.filter((_, member) => hasMember(voters, member)).length
  return {
    type: 'unavailable',
    voters,
    each,
    refund: share * BigInt(committeeSize) - kept,
    sink: kept - each * BigInt(paid),
  }
}
