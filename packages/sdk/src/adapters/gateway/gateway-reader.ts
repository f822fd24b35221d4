import { type Fetch, InvalidArgumentError } from '@aichain/base'
import type { ContentReader } from '../../ports/content-store.js'
import { contentReader } from '../ipfs/content-reader.js'
import { verifiedBlocks } from '../ipfs/verified-blocks.js'
import { firstOf, type Gateway } from './first-of.js'
import { gatewayAddress } from './gateway-address.js'
import { gatewayBlocks } from './stream-block.js'

/** Which gateways to read from, and how. */
export type GatewayReaderOptions = {
  /**
   * Addresses, best first, such as `https://ipfs.example`, or with `{cid}` where
   * the CID goes, such as `https://{cid}.ipfs.example`. A path is kept, and
   * `/ipfs/` at its end may be there or not. A user name and password in one are
   * sent as basic authorization; a query cannot be kept and is refused.
   */
  readonly gateways: readonly string[]
  /** Milliseconds that one gateway may take for one block. Default 10,000. */
  readonly gatewayTimeout?: number | undefined
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined
}

/**
 * Reads content from trustless gateways, in browsers and in Node. No gateway is
 * trusted: each block is hashed against the CID that asked for it, and when one
 * gateway lies, lacks the block, is slow or away, or answers with a web page, the
 * next is asked.
 *
 * Errors at once: `InvalidArgumentError`. Errors of a read: `InvalidCidError`,
 * and, when every gateway failed, one that names each of them and why:
 * `ContentStoreUnreachableError` or `ContentNotFoundError`, which may pass, and,
 * only if every gateway sent something else, `ContentTamperedError` or
 * `ContentTooLargeError`.
 *
 * @example
 * ```ts
 * import { cidOf } from '@aichain/sdk/core'
 * import { gatewayReader } from '@aichain/sdk/gateway'
 *
 * const content = gatewayReader({
 *   gateways: ['http://127.0.0.1:8080', 'https://trustless-gateway.link'],
 * })
 * const cid = cidOf(new TextEncoder().encode('hello'))
 * const bytes = await content.get(cid, { timeout: 30_000 })
 * ```
 *
 * @example
 * A page that reads from gateways and writes to its user's own node:
 * ```ts
 * import type { ContentStore } from '@aichain/sdk'
 * import { gatewayReader } from '@aichain/sdk/gateway'
 * import { kuboContentStore } from '@aichain/sdk/kubo'
 *
 * const content: ContentStore = {
 *   ...kuboContentStore({ url: 'http://127.0.0.1:5001' }),
 *   ...gatewayReader({ gateways: ['http://127.0.0.1:8080'] }),
 * }
 * ```
 */
export function gatewayReader(options: GatewayReaderOptions): ContentReader {
  const { gateways, gatewayTimeout = 10_000 } = options
  if (gateways.length === 0) {
    const expected = 'a list of at least one URL'
    const actual = 'an empty list'
    throw new InvalidArgumentError({ argument: 'gateways', expected, actual })
  }
  // Called through the global, so that a page may replace it later.
  const fetch: Fetch =
    options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const opened = gateways.map((gateway): Gateway => {
    const address = gatewayAddress(gateway)
    const { store } = address
    const readBlock = verifiedBlocks(store, gatewayBlocks(address, fetch))
    return { url: store, readBlock }
  })
  return contentReader(firstOf(opened, gatewayTimeout))
}
