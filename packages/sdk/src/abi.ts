/**
 * The contracts' ABIs, generated from the Solidity and typed for viem.
 *
 * @packageDocumentation
 */
export { assetErrorsAbi } from './abi/asset-errors.js'
export { beaconAbi } from './abi/beacon.js'
export { consensusAbi } from './abi/consensus.js'
export { modelRegistryAbi } from './abi/model-registry.js'
