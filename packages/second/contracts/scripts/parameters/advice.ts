import { type Finding, failing } from './check.js'
import { derivedOf, type Parameters } from './parameters.js'
import type { World } from './presets.js'

/** Gas of a settlement of seven, and of the court for seven: snapshots/Lane1.json and Lane2.json, rounded up. */
const SETTLEMENT_GAS = 250_000
const COURT_GAS = 920_000

/** Of the fee, what is kept of a task of seven: three least shares. */
const KEPT_SHARES = 3

/**
 * What the contract takes and a deployment for real money should not have.
 * Without a world, only what can be said of any.
 */
export function advice(p: Parameters, world?: World): Finding[] {
  const { hardSlash, life } = derivedOf(p)
  const kept = KEPT_SHARES * p.minimumShare
  const always = failing([
    [
      hardSlash <= 128 * p.minimumShare,
      'slashBps',
      `makes a lie cost ${ratio(hardSlash, p.minimumShare)} least shares: a chance quorum burns so much for the price of a few (economics.md, N1)`,
    ],
    [
      p.bond >= 50_000 * p.minimumShare,
      'bond',
      `is ${ratio(p.bond, p.minimumShare)} least shares: a cartel can tell more lies at once than its bonds answer for (A11)`,
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
      'makes blocking cheaper than what it costs requesters (S8)',
    ],
  ])
  return world ? [...always, ...adviceFor(p, world, kept)] : always
}

function adviceFor(p: Parameters, world: World, kept: number): Finding[] {
  return failing([
    [
      kept >= SETTLEMENT_GAS * world.gasPrice,
      'minimumShare',
      'is so little that finding a prompt unavailable does not pay its settlement: asking becomes a free lottery (A5)',
    ],
    [
      kept >= COURT_GAS * world.gasPrice,
      'minimumShare',
      'is so little that the court costs more than what is kept for it (A14)',
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
      p.blockSeeds === 'never' ||
        world.blocksInReach * world.blockTime >= p.commitWindow,
      'blockSeeds',
      'takes block hashes that are out of reach before commits are over: a task that nobody drew by then is refunded whole, a free lottery (A5)',
    ],
    [
      !world.isQuiet || p.blockSeeds === 'never',
      'blockSeeds',
      'takes block hashes on a chain where somebody alone in a block knows its hash (A1)',
    ],
  ])
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
