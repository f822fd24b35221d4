import type { StoreAddress } from '@aichain/base'
import { type Fetch, fetchFailure, streamChunks } from '@aichain/base'
import {
  ContentNotFoundError,
  ContentStoreUnreachableError,
} from '../../errors/content.js'
import type { StreamBlock } from '../ipfs/read-block.js'

/**
 * Asks a trustless gateway for one block.
 *
 * Errors: `ContentNotFoundError`, `ContentStoreUnreachableError`.
 *
 * @see {@link https://specs.ipfs.tech/http-gateways/trustless-gateway/}
 */
export function gatewayBlocks(
  { url, headers }: StoreAddress,
  fetch: Fetch,
): StreamBlock {
  return async function* (cid, { signal }) {
    const unreachable = (reason: string, cause?: unknown) => {
      const attempts = [{ store: url, reason }]
      return new ContentStoreUnreachableError({ cid, attempts, cause })
    }
    try {
      const response = await fetch(`${url}/ipfs/${cid}?format=raw`, {
        headers: { ...headers, accept: 'application/vnd.ipld.raw' },
        signal,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      })
      if (response.status === 404 || response.status === 410) {
        await response.body?.cancel()
        const attempts = [{ store: url, reason: 'not found' }]
        throw new ContentNotFoundError({ cid, attempts })
      }
      if (!response.ok || !response.body) {
        await response.body?.cancel()
        throw unreachable(`HTTP ${response.status}`)
      }
      yield* streamChunks(response.body)
    } catch (error) {
      if (signal.aborted) throw signal.reason
      if (error instanceof ContentNotFoundError) throw error
      if (error instanceof ContentStoreUnreachableError) throw error
      throw unreachable(fetchFailure(error), error)
    }
  }
}
