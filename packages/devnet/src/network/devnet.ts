import type { IpfsServer } from '@aichain/ipfs-server'
import type { Cid, Deployment, ProtocolParameters } from '@aichain/sdk'
import type { Account, Chain, Client, Transport } from 'viem'
import type { DevnetAccount } from '../chain/test-accounts.js'
import type { DevnetNode } from '../nodes/devnet-node.js'

/** A running network. */
export type Devnet = {
  readonly rpcUrl: string
  readonly wsUrl: string
  readonly chainId: number
  readonly deployment: Deployment
  readonly parameters: ProtocolParameters
  readonly ipfs: IpfsServer
  /** The published model; the first of several. */
  readonly model: Cid
  /** All that are served, in the order of the options; node i serves model i, i + m, … of m. */
  readonly models: readonly Cid[]
  /** Members that a committee has unless a task says otherwise. */
  readonly committee: number
  readonly nodes: readonly DevnetNode[]
  /** Ten funded accounts with public test keys, for whoever uses the network. */
  readonly accounts: readonly DevnetAccount[]
  /** Process id of anvil. */
  readonly chainPid: number
  /** A viem client for reading; `stop` closes its connection. */
  readonly client: () => Client<Transport, Chain>
  /**
   * A viem client that signs as `accounts[index]`, by default the first.
   *
   * Errors: `InvalidArgumentError`.
   */
  readonly wallet: (index?: number) => Client<Transport, Chain, Account>
  /**
   * Resolves when the network is over: with nothing after `stop`, with an error
   * if the chain ended by itself.
   */
  readonly over: Promise<Error | undefined>
  /** Stops nodes, IPFS and chain, and leaves no process; calling it twice is fine. */
  readonly stop: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}
