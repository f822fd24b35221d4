import {
  accept,
  answerFailure,
  connectionFailure,
  type Fetch,
  type Hex,
  type HttpFailure,
  isHex,
  type Result,
  refuse,
  retryAfter,
  type StoreAddress,
  statusFailure,
  streamChunks,
} from '@aichain/base'

/** An answer has some 300 bytes. */
const MAXIMUM_BYTES = 4096

/**
 * Asks one server for the signature of a round, which is not verified here.
 * Rejects only with the signal's reason.
 *
 * @see {@link https://docs.drand.love/developer/http-api/}
 */
export async function fetchSignature(
  { url, headers }: StoreAddress,
  path: string,
  { fetch, signal }: { readonly fetch: Fetch; readonly signal: AbortSignal },
): Promise<Result<Hex, HttpFailure>> {
  try {
    const response = await fetch(`${url}${path}`, {
      headers: { ...headers, accept: 'application/json' },
      signal,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    })
    return await signatureIn(response)
  } catch (error) {
    if (signal.aborted) throw signal.reason
    return refuse(connectionFailure(error, url))
  }
}

async function signatureIn(
  response: Response,
): Promise<Result<Hex, HttpFailure>> {
  const { status, ok, headers } = response
  const text = await beginningOf(response)
  if (!ok) {
    const wait = retryAfter(headers.get('retry-after'), Date.now())
    return refuse(statusFailure(status, { text, retryAfter: wait }))
  }
  const signature = `0x${parsed(text)?.signature}`
  return isHex(signature, 48)
    ? accept(signature)
    : refuse(answerFailure(text, 'a round of the beacon', status))
}

/** No more than an answer has: whoever sends more than that sends no round. */
async function beginningOf({ body }: Response): Promise<string> {
  if (!body) return ''
  const decoder = new TextDecoder()
  let [text, bytes] = ['', 0]
  for await (const chunk of streamChunks(body)) {
    text += decoder.decode(chunk, { stream: true })
    bytes += chunk.length
    if (bytes > MAXIMUM_BYTES) break
  }
  return text
}

function parsed(text: string): { readonly signature?: unknown } | undefined {
  try {
    return Object(JSON.parse(text))
  } catch {
    return undefined
  }
}
