import { derivedOf, type Parameters } from './parameters.js'

/** A parameter that the constructor would refuse, or that is unwise. */
export type Finding = {
  readonly parameter: string
  readonly problem: string
}

const MAXIMUM_UNIT = 2 ** 40
const MAXIMUM_BOND = Math.floor((2 ** 56 - 1) / 1_000)
const HIGHEST_PRICE = 64
const UINT32 = 2 ** 32

/** What `ParametersLib` refuses, but for the addresses: `InvalidParameter` names the first of these. */
export function refusals(p: Parameters): Finding[] {
  const { hardSlash, life, liable } = derivedOf(p)
  return failing([
    ...shapes(p),
    [p.unit > 0 && p.unit <= MAXIMUM_UNIT, 'unit', 'is not 1 to 2^40'],
    [
      p.bond > 0 && p.bond <= MAXIMUM_BOND,
      'bond',
      `is not 1 to ${MAXIMUM_BOND}`,
    ],
    [p.slashBps <= 5_000, 'slashBps', 'is more than half of the bond'],
    [hardSlash > 0, 'slashBps', 'makes a lie free'],
    [
      p.minimumShare > 1 && HIGHEST_PRICE * p.minimumShare <= hardSlash,
      'minimumShare',
      `is less than 2, or ${HIGHEST_PRICE} times it is more than the bond’s part, ${hardSlash}`,
    ],
    [p.protocolFeeBps <= 1_000, 'protocolFeeBps', 'is more than a tenth'],
    [p.commitWindow > 0, 'commitWindow', 'is empty'],
    [p.revealWindow > 0, 'revealWindow', 'is empty'],
    [
      p.proofWindow >= p.revealWindow,
      'proofWindow',
      'is shorter than the reveal window',
    ],
    [p.appealWindow > 0, 'appealWindow', 'is empty'],
    [
      p.outage > p.beaconPeriod,
      'outage',
      'is no longer than the beacon’s period',
    ],
    [p.epoch >= life, 'epoch', `is shorter than the life of a task, ${life}`],
    [
      p.unbondingPeriod >= liable && p.unbondingPeriod >= 2 * p.epoch,
      'unbondingPeriod',
      `is shorter than ${Math.max(liable, 2 * p.epoch)}`,
    ],
    [p.maximumSeats >= 3, 'maximumSeats', 'holds no committee'],
  ])
}

/** Values that fit the contract's types. */
function shapes(p: Parameters): Rule[] {
  const { blockSeeds, ...numbers } = p
  const known = ['never', 'ownOrders', 'allOrders'].includes(blockSeeds)
  const rules = Object.entries(numbers).map(
    ([name, value]): Rule => [
      Number.isSafeInteger(value) && value >= 0,
      name,
      'is no whole number from 0',
    ],
  )
  const times = (
    [
      'epoch',
      'commitWindow',
      'revealWindow',
      'proofWindow',
      'appealWindow',
      'unbondingPeriod',
      'minimumStay',
      'seedDelay',
      'outage',
    ] as const
  ).map(
    (name): Rule => [p[name] < UINT32, name, 'does not fit 32 bits of seconds'],
  )
  return [
    ...rules,
    ...times,
    [p.maximumSeats < 2 ** 16, 'maximumSeats', 'does not fit 16 bits'],
    [known, 'blockSeeds', 'is not one of never, ownOrders and allOrders'],
  ]
}

export type Rule = readonly [holds: boolean, parameter: string, problem: string]

/** The rules that do not hold. */
export function failing(rules: readonly Rule[]): Finding[] {
  return rules
    .filter(([holds]) => !holds)
    .map(([, parameter, problem]) => ({ parameter, problem }))
}
