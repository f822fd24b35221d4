import type { NodeRunnerOptions } from '@aichain/sdk'
import { devnetBeacon, roundSource } from '@aichain/sdk/beacon'
import { beaconSchedule } from '../settings/protocol-parameters.js'

/**
 * The rounds of the devnet's own beacon, which nobody has to be asked for: its
 * key is public. A node asks once the chain's clock says that a round's time has
 * come, and that clock can be moved, so no other is looked at here.
 */
export function devnetRounds(): NonNullable<NodeRunnerOptions['rounds']> {
  const { sign } = devnetBeacon(beaconSchedule)
  return roundSource({ getRound: async (round) => sign(round) })
}
