/**
 * An IPFS server that speaks Kubo's RPC and the gateway's protocol, for tests
 * and demonstrations: no binary, no peers, nothing but the npm registry.
 *
 * @packageDocumentation
 */

export { AddressRefusedError, PortBusyError } from './errors/listening.js'
export { StorageFailedError, StorageFullError } from './errors/storage.js'
export type { IpfsFaults } from './node/faults.js'
export type { IpfsServer } from './server/ipfs-server.js'
export {
  type IpfsServerOptions,
  startIpfsServer,
} from './server/start-ipfs-server.js'
