import type { Cid, Deployment, Hex } from '@aichain/sdk'
import type { Fault } from '../faults/fault.js'

/** Everything a node is made from: plain data, so that a process can be given it. */
export type NodeSetup = {
  readonly index: number
  /** A public test key. */
  readonly privateKey: Hex
  /** The model that it serves. */
  readonly model: Cid
  readonly network: NetworkAddresses
  readonly journalFolder: string
  readonly fault: Fault | undefined
  /** Milliseconds that a slow node waits. */
  readonly slowBy: number
}

/** Where chain, contracts and IPFS are. */
export type NetworkAddresses = {
  readonly rpcUrl: string
  readonly wsUrl: string
  /** Seconds between two blocks. */
  readonly blockTime: number
  readonly deployment: Deployment
  readonly ipfsRpcUrl: string
}
