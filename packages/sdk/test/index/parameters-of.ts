import { pricesOf } from '../../src/core/money/price.js'
import { hardSlash } from '../../src/core/money/slash.js'
import type {
  BlockSeeds,
  ProtocolParameters,
} from '../../src/core/task/parameters.js'
import type { ToldDeployment } from './told-step.js'

const blockSeeds: readonly BlockSeeds[] = ['never', 'own-orders', 'all-orders']
/** Of the double of the beacon. */
const BEACON = { genesis: 1_700_000_000, period: 3 }

/** What a history's deployment fixed, in wei. */
export function parametersOf(
  told: ToldDeployment['parameters'],
): ProtocolParameters {
  const { unit, beacon: address } = told
  const bond = told.bond * unit
  const minimumShare = told.minimumShare * unit
  return {
    ...told,
    bond,
    minimumShare,
    prices: pricesOf({ minimumShare }),
    hardSlash: hardSlash({ bond, unit, slashBps: told.slashBps }),
    blockSeeds: blockSeeds[told.blockSeeds] as BlockSeeds,
    beacon: { address, ...BEACON },
  }
}
