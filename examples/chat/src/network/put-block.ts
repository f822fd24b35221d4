import {
  type Cid,
  ContentStoreRejectedError,
  ContentStoreUnreachableError,
  ContentTamperedError,
} from '@aichain/sdk'
import { cidOf } from '@aichain/sdk/core'

/**
 * Stores and pins one raw block over Kubo's RPC. `kuboContentStore` does this
 * and much more, at a third of this page's size; all that the page ever stores
 * is a prompt.
 *
 * Errors: `ContentStoreUnreachableError`, `ContentStoreRejectedError`,
 * `ContentTamperedError`.
 *
 * @see {@link https://docs.ipfs.tech/reference/kubo/rpc/#api-v0-block-put}
 */
export async function putBlock(
  rpcUrl: string,
  bytes: Uint8Array,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Cid> {
  const store = rpcUrl.replace(/\/+$/, '')
  const response = await send(store, bytes, signal)
  const text = await response.text()
  if (!response.ok) {
    throw new ContentStoreRejectedError({
      store,
      reason: `HTTP ${response.status} ${text.slice(0, 200)}`,
    })
  }
  const cid = cidOf(bytes)
  if (keyIn(text) === cid) return cid
  const attempts = [{ store, reason: `it answered ${text.slice(0, 200)}` }]
  throw new ContentTamperedError({ cid, attempts })
}

async function send(
  store: string,
  bytes: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const body = new FormData()
  body.append('data', new Blob([bytes as Uint8Array<ArrayBuffer>]))
  const query = 'cid-codec=raw&mhtype=sha2-256&pin=true'
  try {
    return await fetch(`${store}/api/v0/block/put?${query}`, {
      method: 'POST',
      body,
      signal: signal ?? null,
      credentials: 'omit',
    })
  } catch (cause) {
    if (signal?.aborted) throw signal.reason
    const attempts = [{ store, reason: String(cause) }]
    throw new ContentStoreUnreachableError({ attempts, cause })
  }
}

function keyIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { Key?: unknown } | null)?.Key
  } catch {
    return undefined
  }
}
