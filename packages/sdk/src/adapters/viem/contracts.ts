import type { Address } from '@aichain/base'
import { beaconAbi } from '../../abi/beacon.js'
import { consensusAbi } from '../../abi/consensus.js'
import { modelRegistryAbi } from '../../abi/model-registry.js'
import type { Deployment } from '../../ports/chain.js'

/** The consensus contract with its parts, as viem's contract actions take it. */
export function consensusOf({ consensus }: Deployment) {
  return { address: consensus, abi: consensusAbi } as const
}

/** The model registry, as viem's contract actions take it. */
export function registryOf({ modelRegistry }: Deployment) {
  return { address: modelRegistry, abi: modelRegistryAbi } as const
}

/** A beacon, as viem's contract actions take it. */
export function beaconAt(address: Address) {
  return { address, abi: beaconAbi } as const
}
