import {
  AichainError,
  connectionFailure,
  type Fetch,
  type HttpFailure,
  retryAfter,
  statusFailure,
  streamChunks,
} from '@aichain/base'
import {
  ContentNotFoundError,
  ContentStoreUnreachableError,
} from '../../errors/content.js'
import type { StreamBlock } from '../ipfs/read-block.js'
import type { GatewayAddress } from './gateway-address.js'

/**
 * Asks a trustless gateway for one block.
 *
 * Errors: `ContentNotFoundError`, `ContentStoreUnreachableError`.
 *
 * @see {@link https://specs.ipfs.tech/http-gateways/trustless-gateway/}
 */
export function gatewayBlocks(
  { store, headers, blockUrl }: GatewayAddress,
  fetch: Fetch,
): StreamBlock {
  return async function* (cid, { signal }) {
    const unreachable = (failure: HttpFailure, cause?: unknown) => {
      const attempts = [{ store, ...failure }]
      return new ContentStoreUnreachableError({ cid, attempts, cause })
    }
    try {
      const response = await fetch(blockUrl(cid), {
        headers: { ...headers, accept: 'application/vnd.ipld.raw' },
        signal,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      })
      const { status, body } = response
      if (status === 404 || status === 410) {
        await body?.cancel()
        const reason = `not found (HTTP ${status})`
        throw new ContentNotFoundError({
          cid,
          attempts: [{ store, reason, status }],
        })
      }
      if (!response.ok || !body) {
        await body?.cancel()
        const wait = retryAfter(response.headers.get('retry-after'), Date.now())
        throw unreachable(statusFailure(status, { retryAfter: wait }))
      }
      yield* streamChunks(body)
    } catch (error) {
      if (signal.aborted) throw signal.reason
      if (AichainError.isInstance(error)) throw error
      throw unreachable(connectionFailure(error, store), error)
    }
  }
}
