/**
 * Verified reading of IPFS content from gateways that nobody has to trust.
 *
 * @packageDocumentation
 */

export type { Fetch } from '@aichain/base'
export {
  type GatewayReaderOptions,
  gatewayReader,
} from './adapters/gateway/gateway-reader.js'
