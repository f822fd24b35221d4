import { committeeSizes } from '../economics/game.js'
import { rulesOf } from '../economics/rules.js'
import { courtGas } from '../economics/world.js'
import { type Finding, failing } from './check.js'
import { derivedOf, type Parameters } from './parameters.js'
import type { World } from './presets.js'

/** In least shares: a lie at the highest price costs the price and one more. */
const LEAST_SLASH = 65
/** In least shares: twice as much. */
const MOST_SLASH = 130
/** Of a bond that has to last for some. */
const LEAST_LIES = 400

/**
 * What the contract takes and a deployment for real money should not have.
 * Without a world, only what can be said of any.
 */
export function advice(p: Parameters, world?: World): Finding[] {
  const { hardSlash, life } = derivedOf(p)
  const always = failing([
    [
      hardSlash >= LEAST_SLASH * p.minimumShare,
      'slashBps',
      'lets a lie at the highest price cost no more than it pays',
    ],
    [
      hardSlash <= MOST_SLASH * p.minimumShare,
      'slashBps',
      `lets an order pay ${ratio(hardSlash, p.minimumShare)} least shares: few lies at that price put a seat out before an appeal is heard (N1)`,
    ],
    [
      p.bond >= LEAST_LIES * hardSlash,
      'bond',
      `is lost by half in ${Math.floor(p.bond / (2 * hardSlash)) + 1} lies at the highest share, before an appeal is heard (N1)`,
    ],
    [
      p.minimumStay >= 30 * 86_400,
      'minimumStay',
      'is less than 30 days: a majority can be rented',
    ],
    [
      p.epoch >= 3_600,
      'epoch',
      `lets ${Math.floor(86_400 / p.epoch)} seats a day into a small list`,
    ],
    [
      p.appealWindow >= 6 * 3_600,
      'appealWindow',
      'is too short for a person to notice anything',
    ],
    [
      p.outage >= 86_400,
      'outage',
      'calls the beacon silent after less than a day',
    ],
    [
      p.epoch <= 24 * life,
      'epoch',
      'is many lives long: an operator waits so long for its place',
    ],
    [
      p.blockSeeds !== 'allOrders',
      'blockSeeds',
      'lets whoever brings an order choose its block',
    ],
    [
      p.protocolFeeBps <= 500,
      'protocolFeeBps',
      'makes a cartel’s UNAVAILABLE cheaper than what it costs requesters (S12)',
    ],
  ])
  return world ? [...always, ...adviceFor(p, world)] : always
}

function adviceFor(p: Parameters, world: World): Finding[] {
  const rules = rulesOf(p)
  const unpaid = committeeSizes.filter(
    (size) => rules.kept(size) < courtGas(size) * world.gasPrice,
  )
  return failing([
    [
      unpaid.length === 0,
      'minimumShare',
      `is so little that the court costs more than what is kept for it, with k = ${unpaid.join(', ')}: nodes stop answering what nobody gets, and asking becomes a free lottery (A5, A14)`,
    ],
    [
      p.commitWindow >= leastCommitWindow(world),
      'commitWindow',
      `is shorter than the live lane needs, ${leastCommitWindow(world)}`,
    ],
    [
      p.revealWindow >= 10 * world.blockTime,
      'revealWindow',
      'is shorter than ten blocks: somebody can fill them',
    ],
    [
      p.seedDelay >= Math.min(24, 2 * world.blockTime),
      'seedDelay',
      'is shorter than two blocks: the round may be known when a block is built',
    ],
    [
      world.blocksInReach * world.blockTime >= untilCommitEnd(p),
      'commitWindow',
      `outlasts the chain’s memory of a block’s hash, ${world.blocksInReach * world.blockTime} s: a task that nobody drew by then is refunded whole, a free lottery (A5)`,
    ],
    [
      !world.isQuiet || p.blockSeeds === 'never',
      'blockSeeds',
      'takes block hashes on a chain where somebody alone in a block knows its hash (A1)',
    ],
  ])
}

/** From a task's block to the end of its commits, if it waits for a round. */
function untilCommitEnd(p: Parameters): number {
  return p.seedDelay + p.beaconPeriod + p.commitWindow
}

/** The live lane's least commit window for seven: docs/deploying.md says where each second goes. */
export function leastCommitWindow({ blockTime, modelTime }: World): number {
  const quorumSeconds = 1.6 * modelTime + 1
  const grace = 0.45 + Math.min(modelTime / 4, 5)
  const proposals = 0.45 * 4
  const acknowledgements = 3 + 6
  const turns = 2 * (2 * blockTime + 1)
  const last = Math.max(10, 3 * blockTime + 2)
  return Math.ceil(
    quorumSeconds + grace + proposals + acknowledgements + turns + last,
  )
}

function ratio(amount: number, least: number): string {
  return Math.round(amount / least).toLocaleString('en-US')
}
