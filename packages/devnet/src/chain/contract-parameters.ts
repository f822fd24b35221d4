import type { ProtocolParameters } from '@aichain/sdk'

const seeds = ['never', 'own-orders', 'all-orders'] as const

/** The parameters as the contracts' constructors take them: amounts in units. */
export function contractParameters(parameters: ProtocolParameters) {
  const { bond, minimumShare, unit, blockSeeds, beacon } = parameters
  return {
    ...parameters,
    bond: bond / unit,
    minimumShare: minimumShare / unit,
    blockSeeds: seeds.indexOf(blockSeeds),
    beacon: beacon.address,
  }
}
