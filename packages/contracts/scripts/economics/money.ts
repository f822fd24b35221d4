import { APPEAL_SIZE, LARGEST, quorum, SMALLEST } from './committee.js'
import { type Draw, makeUps, standing, wrong } from './exact.js'

/** How much a committee is drawn from, whatever its size. */
type Network = Omit<Draw, 'committeeSize'>

/** A reporter gets at most this share of a slash. As `RewardLib`. */
const BOUNTY = 0.1

/**
 * Slash farming: somebody posts tasks until its own seats hold a quorum, lies
 * there, and lives from the honest members' slashes. What it costs is the fee,
 * less what its own seats earn of it.
 *
 * Under three rules for the slash: the highest fee, as a share of the bond, at
 * which farming would pay if winners got it, or a reporter a tenth of it; and
 * what comes back of the cost with the contract's rule, a tenth, at most one
 * member's part of the fee. Below 1, farming never pays.
 */
export function farming(
  scenario: Draw,
  slash: number,
): {
  readonly feeIfWinnersGotIt: number
  readonly feeIfBountyHadNoLimit: number
  readonly comesBack: number
} {
  const { committeeSize, cartel } = scenario
  const needed = quorum(committeeSize)
  const slashed = makeUps(scenario).reduce(
    (sum, makeUp) =>
      makeUp.cartel >= needed ? sum + makeUp.probability * makeUp.honest : sum,
    0,
  )
  const paidForEach = slashed / (1 - cartel)
  return {
    feeIfWinnersGotIt: slash * paidForEach,
    feeIfBountyHadNoLimit: BOUNTY * slash * paidForEach,
    comesBack: paidForEach / committeeSize,
  }
}

/**
 * Farming the appeal: somebody appeals against right decisions until its own
 * seats hold a quorum of the appeal. The reward is as much as the appeal's fee,
 * the cost that fee, less what its own seats earn of it. Below 1 it never pays.
 */
export function appealFarming(scenario: Network): number {
  const held = wrong({ ...scenario, committeeSize: APPEAL_SIZE })
  return held / ((1 - scenario.cartel) * (1 - held))
}

/**
 * What a briber has to cover so that a quorum votes wrong: the slash of each, or
 * its whole bond if the decision can be overturned. In bonds.
 */
export function bribery(
  committeeSize: number,
  slash: number,
): { readonly withoutAppeal: number; readonly withAppeal: number } {
  const members = quorum(committeeSize)
  return { withoutAppeal: members * slash, withAppeal: members }
}

/**
 * The smallest committee with which a wrong answer costs more than it brings to
 * somebody who may ask as often as it likes and pays each time, less what its
 * own seats earn; undefined if none has that.
 *
 * @param value What a wrong answer brings, in fees of a task.
 */
export function smallestCommittee(
  scenario: Network,
  value: number,
  appeals: number,
): number | undefined {
  for (let size = SMALLEST; size <= LARGEST; size++) {
    const probability = standing({ ...scenario, committeeSize: size }, appeals)
    if (value * probability <= 1 - scenario.cartel) return size
  }
  return undefined
}
