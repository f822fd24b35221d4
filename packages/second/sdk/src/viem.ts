/**
 * The chain port over viem: your client, your wallet, any EVM chain.
 *
 * @packageDocumentation
 */
export {
  type ChainErrorContext,
  chainError,
} from './adapters/viem/chain-error.js'
export {
  type ViemChainParameters,
  type ViemChainReaderParameters,
  viemChain,
  viemChainReader,
} from './adapters/viem/viem-chain.js'
export type { Deployment } from './ports/chain.js'
