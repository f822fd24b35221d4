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
export { createDevnet } from './network/create-devnet.js'
export type { Devnet } from './network/devnet.js'
export type { DevnetNode } from './nodes/devnet-node.js'
export type { DevnetNodeUpdate } from './settings/devnet-node-update.js'
export type { DevnetOptions } from './settings/devnet-options.js'
export type { DevnetProgress, DevnetStage } from './settings/devnet-progress.js'
export type { ProtocolOptions } from './settings/protocol-parameters.js'
