import { readContract } from 'viem/actions'
import { pricesOf } from '../../core/money/price.js'
import { hardSlash } from '../../core/money/slash.js'
import type {
  BlockSeeds,
  ProtocolParameters,
} from '../../core/task/parameters.js'
import type { Deployment } from '../../ports/chain.js'
import type { AnyClient } from './any-client.js'
import { beaconAt, consensusOf } from './contracts.js'

const blockSeeds: readonly BlockSeeds[] = ['never', 'own-orders', 'all-orders']

/** What the deployment fixed for ever. */
export async function readParameters(
  client: AnyClient,
  deployment: Deployment,
): Promise<ProtocolParameters> {
  const stored = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'parameters',
  })
  const { beacon: address, unit, ...rest } = stored
  const beacon = beaconAt(address)
  const [genesis, period] = await Promise.all([
    readContract(client, { ...beacon, functionName: 'genesis' }),
    readContract(client, { ...beacon, functionName: 'period' }),
  ])
  const bond = stored.bond * unit
  const minimumShare = stored.minimumShare * unit
  return {
    ...rest,
    unit,
    bond,
    minimumShare,
    prices: pricesOf({ minimumShare }),
    hardSlash: hardSlash({ bond, unit, slashBps: stored.slashBps }),
    blockSeeds: blockSeeds[stored.blockSeeds] as BlockSeeds,
    beacon: { address, genesis: Number(genesis), period: Number(period) },
  }
}
