/** Which tasks may take the hash of their block for a seed. As `BlockSeeds`. */
export type BlockSeeds = 'never' | 'ownOrders' | 'allOrders'

/**
 * What a deployment fixes for ever, but for its addresses. As `Parameters` of the
 * contract: amounts in units, times in seconds, parts in 1/10 000.
 */
export type Parameters = {
  /** The asset's smallest units in one unit. */
  readonly unit: number
  readonly bond: number
  readonly minimumShare: number
  readonly slashBps: number
  readonly protocolFeeBps: number
  readonly maximumSeats: number
  readonly epoch: number
  readonly commitWindow: number
  readonly revealWindow: number
  readonly proofWindow: number
  readonly appealWindow: number
  readonly unbondingPeriod: number
  readonly minimumStay: number
  readonly blockSeeds: BlockSeeds
  /** Seconds between two rounds of the beacon; the contract asks the beacon. */
  readonly beaconPeriod: number
  readonly seedDelay: number
  readonly outage: number
}

/** What the contract makes of its parameters. */
export type Derived = {
  /** The bond's part: what a wrong vote costs at most, and what a vote that counts must have. */
  readonly hardSlash: number
  /** The longest that a task can live. */
  readonly life: number
  /** What a member is paid at least, by class. */
  readonly prices: readonly number[]
  /** The least unbonding period. */
  readonly liable: number
}

const BPS = 10_000

/** As `Deployment` and `ParametersLib`. */
export function derivedOf(p: Parameters): Derived {
  const life =
    p.seedDelay +
    p.beaconPeriod +
    p.commitWindow +
    p.revealWindow +
    p.proofWindow
  return {
    hardSlash: Math.floor((p.bond * p.slashBps) / BPS),
    life,
    prices: [0, 1, 2, 3].map((priceClass) => p.minimumShare * 4 ** priceClass),
    liable: life + p.appealWindow + 9 * life + p.outage,
  }
}
