import type { Cid } from '@aichain/base'
import { AichainError, fetchFailure } from '@aichain/base'
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

/** Answers that come from a proxy in front of a server that is away. */
const AWAY: readonly (number | undefined)[] = [502, 503, 504]

/** Turns what `kubo-rpc-client` throws into an error of the SDK. */
export function kuboError({ store, cid }: KuboCall, error: unknown): Error {
  if (AichainError.isInstance(error)) return error
  const { name, message, response } = error as KuboFailure
  const answered = name === 'HTTPError' || name === 'TimeoutError'
  if (!answered || AWAY.includes(response?.status)) {
    const attempts = [{ store, reason: fetchFailure(error) }]
    return new ContentStoreUnreachableError({ cid, attempts, cause: error })
  }
  // A status of 404 is no missing block: it is a server without this command.
  if (cid && response?.status !== 404 && NOT_FOUND.test(message)) {
    const attempts = [{ store, reason: message }]
    return new ContentNotFoundError({ cid, attempts, cause: error })
  }
  const reason = message.trim()
  return new ContentStoreRejectedError({ store, reason, cause: error })
}

type KuboFailure = Error & { readonly response?: { readonly status: number } }
