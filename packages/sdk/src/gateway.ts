/**
 * Verified reading of IPFS content from gateways that nobody has to trust.
 *
 * @packageDocumentation
 */

export {
  type GatewayReaderOptions,
  gatewayReader,
} from './adapters/gateway/gateway-reader.js'
export type { Fetch } from './adapters/gateway/stream-block.js'
