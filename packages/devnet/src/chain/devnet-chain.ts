import { type Chain, defineChain } from 'viem'
import { chainId } from './start-chain.js'

/** The devnet as viem and wallets describe chains. */
export function devnetChain(parameters: {
  readonly rpcUrl: string
  readonly wsUrl: string
  readonly blockTime: number
}): Chain {
  return defineChain({
    id: chainId,
    name: 'AIChain devnet',
    testnet: true,
    blockTime: parameters.blockTime * 1_000,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: {
      default: { http: [parameters.rpcUrl], webSocket: [parameters.wsUrl] },
    },
  })
}
