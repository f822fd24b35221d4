import {
  AichainError,
  type Cid,
  connectionFailure,
  type HttpFailure,
  retryAfter,
  statusFailure,
} from '@aichain/base'
import {
  ContentNotFoundError,
  ContentStoreRejectedError,
  ContentStoreUnreachableError,
} from '../../errors/content.js'

/** What the call was about, for the error that it may end in. */
export type KuboCall = {
  /** The store's name in errors. */
  readonly store: string
  readonly cid?: Cid | undefined
}

/** Kubo's words for a block that it has not and cannot get. */
const NOT_FOUND = /could not find|not found|deadline exceeded|no providers/i

/** Answers that come from a proxy in front of a server that is away, or soon will not. */
const AWAY: readonly number[] = [429, 502, 503, 504]

/** Turns what `kubo-rpc-client` throws into an error of the SDK. */
export function kuboError({ store, cid }: KuboCall, error: unknown): Error {
  if (AichainError.isInstance(error)) return error
  const { message, response } = error as KuboFailure
  const failure = failureOf(error as KuboFailure, store)
  if (response === undefined || AWAY.includes(response.status)) {
    const attempts = [{ store, ...failure }]
    return new ContentStoreUnreachableError({ cid, attempts, cause: error })
  }
  // A status of 404 is no missing block: it is a server without this command.
  if (cid && response.status !== 404 && NOT_FOUND.test(message)) {
    const attempts = [{ store, reason: message }]
    return new ContentNotFoundError({ cid, attempts, cause: error })
  }
  return new ContentStoreRejectedError({ store, ...failure, cause: error })
}

type KuboFailure = Error & {
  readonly response?: {
    readonly status: number
    readonly headers?: { readonly get: (name: string) => string | null }
  }
}

function failureOf(error: KuboFailure, store: string): HttpFailure {
  const { name, message, response } = error
  if (response !== undefined) {
    const header = response.headers?.get('retry-after')
    return statusFailure(response.status, {
      text: message,
      retryAfter: retryAfter(header, Date.now()),
    })
  }
  // The client parses before it looks, and keeps no more of the answer than this.
  if (name === 'SyntaxError') {
    const what = message.includes("'<'") ? 'a web page' : 'something else'
    return { kind: 'answer', reason: `it answered ${what}, not JSON` }
  }
  return connectionFailure(error, store)
}
