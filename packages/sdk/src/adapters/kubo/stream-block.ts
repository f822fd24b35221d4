import { onAbort } from '@aichain/base'
import { CID } from 'multiformats/cid'
import { fileCid } from '../ipfs/check-cid.js'
import type { StreamBlock } from '../ipfs/read-block.js'
import { firstCarBlock } from './first-car-block.js'
import type { KuboClient } from './kubo-client.js'
import { kuboError } from './kubo-error.js'

/**
 * Asks a Kubo for one block, in a stream that can be left when it is too long.
 *
 * Errors: `ContentNotFoundError`, `ContentStoreUnreachableError`,
 * `ContentStoreRejectedError`.
 *
 * @param store - Its name in errors.
 */
export function kuboBlocks(client: KuboClient, store: string): StreamBlock {
  return async function* (cid, { signal }) {
    // Where streams are not iterable (Safari), the client leaves them open.
    const stop = new AbortController()
    const forget = onAbort(signal, () => stop.abort(signal.reason))
    const options = { signal: stop.signal }
    try {
      yield* fileCid(cid).isRaw
        ? client.cat(cid, options)
        : firstCarBlock(client.dag.export(CID.parse(cid), options), cid)
    } catch (error) {
      if (signal.aborted) throw signal.reason
      throw kuboError({ store, cid }, error)
    } finally {
      forget()
      stop.abort()
    }
  }
}
