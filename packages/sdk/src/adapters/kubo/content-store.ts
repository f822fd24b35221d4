import type { CallOptions } from '@aichain/base'
import {
  cidOf,
  MAXIMUM_DOCUMENT_BYTES,
  storeAddress,
  withTimeout,
} from '@aichain/base'
import { create } from 'kubo-rpc-client'
import { CID } from 'multiformats/cid'
import {
  ContentTamperedError,
  ContentTooLargeError,
} from '../../errors/content.js'
import type { ContentStore } from '../../ports/content-store.js'
import { fileCid } from '../ipfs/check-cid.js'
import { contentReader } from '../ipfs/content-reader.js'
import { verifiedBlocks } from '../ipfs/verified-blocks.js'
import { blockPutter } from '../put-block/block-putter.js'
import type { KuboClient } from './kubo-client.js'
import { type KuboCall, kuboError } from './kubo-error.js'
import { putFolder } from './put-folder.js'
import { kuboBlocks } from './stream-block.js'

/** Where the Kubo is: its address, or a client that you made. */
export type KuboContentStoreOptions =
  | {
      /**
       * Address of the RPC, such as `http://127.0.0.1:5001`. A user name and
       * password in it are sent as basic authorization.
       */
      readonly url: string
    }
  | {
      /** A client of `kubo-rpc-client`, for other headers or an agent. */
      readonly client: KuboClient
    }

/**
 * Keeps content in an IPFS node that speaks Kubo's RPC, in Node and in
 * browsers. The node stores and pins; it is not trusted: every block read is
 * hashed against its CID, and every CID it answers is compared with the one
 * computed here.
 *
 * A node with peers looks for a block that it lacks until the call's `timeout`
 * has passed, so give one. In a browser the node must allow the page's origin
 * (Kubo: `API.HTTPHeaders.Access-Control-Allow-Origin`). Needs
 * `kubo-rpc-client`, whose uploads Deno refuses: there `putFolder` fails, and so
 * does `put` with a `client` of yours. A page that only asks needs just
 * `blockPutter` of `@aichain/sdk/put-block` and a `gatewayReader`.
 *
 * Errors at once: `InvalidArgumentError`. Errors of a call: `InvalidCidError`,
 * `ContentNotFoundError`, `ContentTamperedError`, `ContentTooLargeError`,
 * `ContentStoreUnreachableError`, `ContentStoreRejectedError`.
 *
 * @example
 * ```ts
 * import { kuboContentStore } from '@aichain/sdk/kubo'
 *
 * const content = kuboContentStore({ url: 'http://127.0.0.1:5001' })
 * const cid = await content.put(new TextEncoder().encode('hello'))
 * const bytes = await content.get(cid, { timeout: 10_000 })
 * ```
 */
export function kuboContentStore(
  options: KuboContentStoreOptions,
): ContentStore {
  const { client, store, put } = open(options)
  const readBlock = verifiedBlocks(store, kuboBlocks(client, store))

  const run = <T>(
    name: string,
    call: CallOptions | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ) => withTimeout({ ...call, operation: `${name} at ${store}` }, work)

  return {
    ...contentReader(readBlock),
    put:
      put ??
      ((bytes, { onProgress, ...call } = {}) =>
        run('Storing a block', call, async (signal) => {
          const cid = await putBlock(client, store, bytes, signal)
          const { length } = bytes
          onProgress?.({ type: 'transfer', bytes: length, total: length })
          return cid
        })),
    putFolder: (files, { onProgress, ...call } = {}) =>
      run('Storing a folder', call, (signal) =>
        putFolder(client, store, files, { signal, onProgress }),
      ),
    pin: (value, call) =>
      run('Pinning', call, async (signal) => {
        const { cid } = fileCid(value)
        const pinned = client.pin.add(CID.parse(cid), { signal })
        await named({ store, cid }, pinned)
      }),
  }
}

function open(options: KuboContentStoreOptions): {
  readonly client: KuboClient
  readonly store: string
  /** Where the address is known; the client's own is refused by Deno. */
  readonly put?: ContentStore['put']
} {
  if ('client' in options)
    return { client: options.client, store: 'the IPFS node' }
  const { url, headers } = storeAddress(options.url, 'url')
  const { put } = blockPutter(options)
  return { client: create({ url, headers }), store: url, put }
}

async function putBlock(
  client: KuboClient,
  store: string,
  bytes: Uint8Array,
  signal: AbortSignal,
) {
  const { length: size } = bytes
  const maximum = MAXIMUM_DOCUMENT_BYTES
  if (size > maximum) throw new ContentTooLargeError({ size, maximum })
  const cid = cidOf(bytes)
  const options = { format: 'raw', mhtype: 'sha2-256', pin: true, signal }
  const given = await named({ store }, client.block.put(bytes, options))
  if (given.toString() === cid) return cid
  const attempts = [{ store, reason: `it answered ${given}` }]
  throw new ContentTamperedError({ cid, attempts })
}

/** Names what the client fails with. */
function named<T>(call: KuboCall, promise: Promise<T>): Promise<T> {
  return promise.catch((error) => {
    throw kuboError(call, error)
  })
}
