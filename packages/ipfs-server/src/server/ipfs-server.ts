import type { IpfsFaults } from '../node/faults.js'

/** A running IPFS server. */
export type IpfsServer = {
  /** For `kubo-rpc-client`, and for whatever else speaks Kubo's RPC. */
  readonly rpcUrl: string
  /** For clients of a gateway, and for people: `<gatewayUrl>/ipfs/<cid>`. */
  readonly gatewayUrl: string
  /** As `id` tells it; a folder keeps its own. */
  readonly peerId: string
  /** What it does wrong on purpose; set the fields at any time. */
  readonly faults: IpfsFaults
  /** Breaks open connections and resolves once nothing is being written. */
  readonly stop: () => Promise<void>
}
