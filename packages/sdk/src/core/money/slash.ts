import type { ProtocolParameters } from '../task/parameters.js'
import { quorum } from '../vote/quorum.js'
import { least, partOf } from './part.js'

/** A tenth, in 1/10,000. */
const BOUNTY_BPS = 1_000
/** A half, in 1/10,000. */
const SOFT_BPS = 5_000

/** What a task has at stake. */
export type Stakes = {
  /** What each winner is paid, in wei. */
  readonly share: bigint
  /** Whether the list was large enough for an appeal. */
  readonly appealable: boolean
}

/**
 * Wei that a wrong or withheld vote costs at most: a part of the bond. Mirrors
 * the contract.
 *
 * @example
 * ```ts
 * import { hardSlash } from '@aichain/sdk/core'
 *
 * hardSlash({ bond: 1000n, slashBps: 1000, unit: 1n }) // 100n
 * ```
 */
export function hardSlash(
  parameters: Pick<ProtocolParameters, 'bond' | 'slashBps' | 'unit'>,
): bigint {
  return partOf(parameters.bond, parameters.slashBps, parameters.unit)
}

/**
 * Wei that a wrong or withheld vote costs in a task: more than it could have
 * earned, and not so much that a cartel's chance quorums could put honest seats
 * out before an appeal is heard. Where nobody can appeal it is the share alone:
 * more would let a quorum of a small list take more from the rest than the
 * asking costs it. Mirrors the contract.
 *
 * @example
 * ```ts
 * import { lieCost } from '@aichain/sdk/core'
 *
 * lieCost(
 *   { share: 5n, appealable: true },
 *   { hardSlash: 100n, minimumShare: 2n },
 * ) // 7n
 * ```
 */
export function lieCost(
  { share, appealable }: Stakes,
  parameters: Pick<ProtocolParameters, 'hardSlash' | 'minimumShare'>,
): bigint {
  const { hardSlash, minimumShare } = parameters
  return least(hardSlash, appealable ? share + minimumShare : share)
}

/**
 * Wei that absence from the court, and an "unavailable" that lost, cost: half of
 * the least share, in whole units. Mirrors the contract.
 *
 * @example
 * ```ts
 * import { softSlash } from '@aichain/sdk/core'
 *
 * softSlash({ minimumShare: 10n, unit: 1n }) // 5n
 * ```
 */
export function softSlash(
  parameters: Pick<ProtocolParameters, 'minimumShare' | 'unit'>,
): bigint {
  return partOf(parameters.minimumShare, SOFT_BPS, parameters.unit)
}

/**
 * Wei of the fee that do not go back where nothing was decided although
 * somebody worked: what those forgo who can block a quorum of the committee.
 * Mirrors the contract.
 *
 * @example
 * ```ts
 * import { keptOf } from '@aichain/sdk/core'
 *
 * keptOf({ committeeSize: 7 }, { minimumShare: 10n, unit: 1n }) // 15n
 * ```
 */
export function keptOf(
  order: { readonly committeeSize: number },
  parameters: Pick<ProtocolParameters, 'minimumShare' | 'unit'>,
): bigint {
  const { committeeSize } = order
  const blockers = committeeSize - quorum(committeeSize) + 1
  return BigInt(blockers) * softSlash(parameters)
}

/**
 * Wei credited to whoever shows a vote that contradicts a decision, or closes a
 * task whose votes were withheld: a tenth of what was taken, at most the least
 * share, so that being slashed by oneself is no business. Mirrors the contract.
 *
 * @example
 * ```ts
 * import { bountyOf } from '@aichain/sdk/core'
 *
 * bountyOf(900n, { minimumShare: 100n, unit: 1n }) // 90n
 * ```
 */
export function bountyOf(
  slashed: bigint,
  parameters: Pick<ProtocolParameters, 'minimumShare' | 'unit'>,
): bigint {
  const tenth = partOf(slashed, BOUNTY_BPS, parameters.unit)
  return least(tenth, parameters.minimumShare)
}

/**
 * Wei credited to whoever prunes a place: a tenth of what a lie costs, at most
 * what the seat still has. Mirrors the contract.
 *
 * @param balance - Of the seat, in wei.
 *
 * @example
 * ```ts
 * import { pruningBounty } from '@aichain/sdk/core'
 *
 * pruningBounty(5000n, { hardSlash: 1000n, unit: 1n }) // 100n
 * ```
 */
export function pruningBounty(
  balance: bigint,
  parameters: Pick<ProtocolParameters, 'hardSlash' | 'unit'>,
): bigint {
  const tenth = partOf(parameters.hardSlash, BOUNTY_BPS, parameters.unit)
  return least(tenth, balance)
}

/**
 * Whether a seat could pay for a lie: only then its vote counts. Mirrors the
 * contract.
 *
 * @param balance - Of the seat, in wei.
 *
 * @example
 * ```ts
 * import { isStrong } from '@aichain/sdk/core'
 *
 * isStrong(99n, { hardSlash: 100n }) // false
 * ```
 */
export function isStrong(
  balance: bigint,
  parameters: Pick<ProtocolParameters, 'hardSlash'>,
): boolean {
  return balance >= parameters.hardSlash
}
