/**
 * Content in an IPFS node that speaks Kubo's RPC.
 *
 * @packageDocumentation
 */

export {
  type KuboContentStoreOptions,
  kuboContentStore,
} from './adapters/kubo/content-store.js'
export type { KuboClient } from './adapters/kubo/kubo-client.js'
