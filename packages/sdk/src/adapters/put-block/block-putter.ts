import {
  answerFailure,
  type Cid,
  cidOf,
  connectionFailure,
  type Fetch,
  type HttpFailure,
  MAXIMUM_DOCUMENT_BYTES,
  retryAfter,
  statusFailure,
  storeAddress,
  withTimeout,
} from '@aichain/base'
import {
  ContentStoreRejectedError,
  ContentStoreUnreachableError,
  ContentTamperedError,
  ContentTooLargeError,
} from '../../errors/content.js'
import type { ContentStore } from '../../ports/content-store.js'

/** Where blocks are stored. */
export type BlockPutterOptions = {
  /**
   * Address of a Kubo RPC, such as `http://127.0.0.1:5001`. A user name and
   * password in it are sent as basic authorization.
   */
  readonly url: string
  /** Sent with each block, such as `{ authorization: 'Bearer …' }`. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /**
   * What is posted to, after `url`, for services that offer something like it.
   * Default: Kubo's `block/put` of a raw sha2-256 block, pinned.
   */
  readonly path?: string | undefined
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined
}

/** Kubo's command, in the words of today: `format` is an older name of `cid-codec`. */
const BLOCK_PUT = '/api/v0/block/put?cid-codec=raw&mhtype=sha2-256&pin=true'

/**
 * The `put` of a content store by plain `fetch`, in any browser and runtime: one
 * raw block in one request, without `kubo-rpc-client`. The server is not
 * trusted: the CID that it answers must be the one computed here.
 *
 * A page needs no more to ask, because the prompt is all that it stores; spread
 * it beside `gatewayReader`, which reads. The server must allow the page's
 * origin (Kubo: `API.HTTPHeaders.Access-Control-Allow-Origin`).
 *
 * Errors at once: `InvalidArgumentError`. Errors of a call:
 * `ContentTooLargeError`, `ContentStoreUnreachableError`,
 * `ContentStoreRejectedError`, `ContentTamperedError`.
 *
 * @see {@link https://docs.ipfs.tech/reference/kubo/rpc/#api-v0-block-put}
 *
 * @example
 * ```ts
 * import { gatewayReader } from '@aichain/sdk/gateway'
 * import { blockPutter } from '@aichain/sdk/put-block'
 *
 * const content = {
 *   ...gatewayReader({ gateways: ['http://127.0.0.1:8080'] }),
 *   ...blockPutter({ url: 'http://127.0.0.1:5001' }),
 * }
 * const cid = await content.put(new TextEncoder().encode('hello'))
 * ```
 *
 * @example
 * A service that only offers Kubo's `add`, which keeps a block of this size whole:
 * ```ts
 * import { blockPutter } from '@aichain/sdk/put-block'
 *
 * export const { put } = blockPutter({
 *   url: 'https://rpc.example',
 *   path: '/api/v0/add?cid-version=1&raw-leaves=true&chunker=size-1048576',
 *   headers: { authorization: 'Bearer token' },
 * })
 * ```
 */
export function blockPutter(
  options: BlockPutterOptions,
): Pick<ContentStore, 'put'> {
  const { url: store, headers } = storeAddress(options.url, 'url')
  const { path = BLOCK_PUT } = options
  // Called through the global, so that a page may replace it later.
  const fetch: Fetch =
    options.fetch ?? ((url, init) => globalThis.fetch(url, init))
  const post = (body: FormData, signal: AbortSignal) =>
    fetch(store + path, {
      method: 'POST',
      body,
      headers: { ...headers, ...options.headers },
      signal,
      credentials: 'omit',
    })
  return {
    put: async (bytes, { onProgress, ...call } = {}) => {
      const { length: size } = bytes
      const maximum = MAXIMUM_DOCUMENT_BYTES
      if (size > maximum) throw new ContentTooLargeError({ size, maximum })
      const operation = `Storing a block at ${store}`
      return withTimeout({ ...call, operation }, async (signal) => {
        const text = await send(post, store, bytes, signal)
        const cid = cidOf(bytes)
        const key = keyIn(text)
        if (key !== cid) throw unexpected(store, { cid, key, text })
        onProgress?.({ type: 'transfer', bytes: size, total: size })
        return cid
      })
    },
  }
}

/** Gives the text of the answer. */
async function send(
  post: (body: FormData, signal: AbortSignal) => Promise<Response>,
  store: string,
  bytes: Uint8Array,
  signal: AbortSignal,
): Promise<string> {
  const body = new FormData()
  body.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]))
  let response: Response
  let text: string
  try {
    response = await post(body, signal)
    text = await response.text()
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    throw unreachable(store, connectionFailure(cause, store), cause)
  }
  if (response.ok) return text
  const { status, headers } = response
  const wait = retryAfter(headers.get('retry-after'), Date.now())
  const failure = statusFailure(status, { text, retryAfter: wait })
  throw failure.kind === 'rate' || AWAY.includes(status)
    ? unreachable(store, failure)
    : new ContentStoreRejectedError({ store, ...failure })
}

/** Answers that come from a proxy in front of a server that is away. */
const AWAY = [502, 503, 504]

function unreachable(store: string, failure: HttpFailure, cause?: unknown) {
  return new ContentStoreUnreachableError({
    attempts: [{ store, ...failure }],
    cause,
  })
}

/** What is no answer of such a server at all says nothing about trust. */
function unexpected(
  store: string,
  answer: { readonly cid: Cid; readonly key: unknown; readonly text: string },
) {
  const { cid, key, text } = answer
  if (key === undefined)
    return unreachable(store, answerFailure(text, 'a CID', 200))
  const attempts = [{ store, reason: `it answered ${key}` }]
  return new ContentTamperedError({ cid, attempts })
}

/** The CID in the answer, under the names that servers give it. */
function keyIn(text: string): unknown {
  try {
    const { Key, Hash, cid, IpfsHash } = JSON.parse(text) ?? {}
    return Key ?? Hash ?? cid ?? IpfsHash
  } catch {
    return undefined
  }
}
