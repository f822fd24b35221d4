/**
 * The contracts' ABIs, generated from the Solidity and typed for viem.
 *
 * @packageDocumentation
 */
export { consensusAbi } from './abi/consensus.js'
export { modelRegistryAbi } from './abi/model-registry.js'
