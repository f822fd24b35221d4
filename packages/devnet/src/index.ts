/**
 * A whole AIChain network on one machine, for tests of dApps and for trying
 * things out: chain, IPFS, contracts, model, nodes, and what can go wrong.
 *
 * @packageDocumentation
 */

export {
  AddressRefusedError,
  type IpfsFaults,
  type IpfsServer,
  PortBusyError,
  StorageFailedError,
} from '@aichain/ipfs-server'
export type { DevnetAccount } from './chain/test-accounts.js'
export { createDevnet } from './create-devnet.js'
export type { Devnet, DevnetNode } from './devnet.js'
export type { DevnetOptions } from './devnet-options.js'
export type { DevnetProgress, DevnetStage } from './devnet-progress.js'
export {
  AnvilMissingError,
  ChainEndedError,
  ChainStartError,
  PlatformUnsupportedError,
} from './errors/chain-process.js'
export { NodeStartError } from './errors/node.js'
export { DiskFullError } from './errors/resources.js'
export {
  StateFolderBusyError,
  StateFolderCorruptError,
  StateFolderMismatchError,
} from './errors/state.js'
export type { Fault, FaultCounts } from './faults/fault.js'
export type { DevnetNodeUpdate } from './nodes/node-host.js'
export type { ProtocolOptions } from './protocol-parameters.js'
