import { expect, test } from 'vitest'
import { presets } from '../../contracts/scripts/parameters/presets.js'
import { protocolParameters } from '../src/settings/protocol-parameters.js'

const addresses = {
  treasury: '0x0000000000000000000000000000000000000001',
  beacon: '0x0000000000000000000000000000000000000002',
} as const

test('the devnet deploys the preset whose attacks were played', () => {
  const { parameters } = presets.devnet
  const { beaconPeriod, bond, minimumShare, unit, ...rest } = parameters
  expect(protocolParameters(addresses)).toMatchObject({
    ...rest,
    unit: BigInt(unit),
    bond: BigInt(bond) * BigInt(unit),
    minimumShare: BigInt(minimumShare) * BigInt(unit),
    blockSeeds: 'all-orders',
    beacon: { period: beaconPeriod },
  })
})
