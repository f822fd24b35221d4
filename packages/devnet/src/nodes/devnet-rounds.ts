import type { NodeRunnerOptions } from '@aichain/sdk'
import { devnetBeacon, encodeSignature } from '@aichain/sdk/beacon'
import { beaconSchedule } from '../settings/protocol-parameters.js'

type RoundSource = NonNullable<NodeRunnerOptions['rounds']>

/**
 * The rounds of the devnet's own beacon, which nobody has to be asked for: its
 * key is public. A node asks once the chain's clock says that a round's time has
 * come, and that clock can be moved, so no other is looked at here.
 */
export function devnetRounds(): RoundSource {
  const { sign } = devnetBeacon(beaconSchedule)
  return {
    fetch: async (round) => {
      const { signature, randomness } = sign(BigInt(round))
      return { signature: encodeSignature(signature), randomness }
    },
  }
}
