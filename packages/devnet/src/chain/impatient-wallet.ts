import {
  type Account,
  type Chain,
  type Client,
  createClient,
  type Transport,
} from 'viem'
import { devnetChain } from './devnet-chain.js'
import { miningTransport } from './mining-transport.js'
import type { ChainProcess } from './start-chain.js'
import { testAccount } from './test-accounts.js'

/** A client of one of the test accounts whose transactions do not wait for the clock. */
export function impatientWallet(
  chain: ChainProcess,
  blockTime: number,
  index: number,
): Client<Transport, Chain, Account> {
  return createClient({
    account: testAccount(index),
    chain: devnetChain({ ...chain, blockTime }),
    transport: miningTransport(chain.rpcUrl),
    pollingInterval: 20,
  })
}
