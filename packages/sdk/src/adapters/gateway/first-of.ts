import type { Cid } from '@aichain/base'
import { OperationTimeoutError, withTimeout } from '@aichain/base'
import {
  ContentNotFoundError,
  ContentStoreUnreachableError,
  ContentTamperedError,
  ContentTooLargeError,
  type StoreAttempt,
} from '../../errors/content.js'
import type { ReadBlock, ReadBlockOptions } from '../ipfs/read-block.js'

/** A gateway that gives verified blocks. */
export type Gateway = {
  readonly url: string
  readonly readBlock: ReadBlock
}

type Failure = { readonly url: string; readonly error: unknown }

/**
 * Asks one gateway after the other until one gives the block; the one that last
 * did is asked first the next time.
 *
 * Errors: one that names each gateway and why it failed. What may pass comes
 * first, because one that lies must not end what another may still give:
 * `ContentStoreUnreachableError` if one could not be used, else
 * `ContentNotFoundError` if one lacks the block, and only if all sent something
 * else `ContentTamperedError` or `ContentTooLargeError`.
 *
 * @param timeout - Milliseconds that one gateway may take for one block.
 */
export function firstOf(
  gateways: readonly Gateway[],
  timeout: number,
): ReadBlock {
  let preferred = 0
  return async (cid, options) => {
    const failures: Failure[] = []
    // Reads running beside this one move `preferred`; this one asks each once.
    const first = preferred
    for (let step = 0; step < gateways.length; step += 1) {
      const index = (first + step) % gateways.length
      const gateway = gateways[index] as Gateway
      try {
        const bytes = await ask(gateway, cid, options, timeout)
        preferred = index
        return bytes
      } catch (error) {
        if (options.signal.aborted) throw options.signal.reason
        failures.push({ url: gateway.url, error })
      }
    }
    throw failed(cid, failures, options)
  }
}

function ask(
  { readBlock, url }: Gateway,
  cid: Cid,
  { signal, maximum }: ReadBlockOptions,
  timeout: number,
): Promise<Uint8Array> {
  return withTimeout({ signal, timeout, operation: url }, (limited) =>
    readBlock(cid, { signal: limited, maximum }),
  )
}

function failed(
  cid: Cid,
  failures: readonly Failure[],
  { maximum }: ReadBlockOptions,
) {
  const attempts = failures.map(attemptOf)
  const cause = failures.at(-1)?.error
  const some = (kind: new (...parameters: never[]) => unknown) =>
    failures.some(({ error }) => error instanceof kind)
  const known = [
    ContentNotFoundError,
    ContentTamperedError,
    ContentTooLargeError,
  ]
  const isOtherwise = failures.some(
    ({ error }) => !known.some((kind) => error instanceof kind),
  )
  if (isOtherwise)
    return new ContentStoreUnreachableError({ cid, attempts, cause })
  if (some(ContentNotFoundError))
    return new ContentNotFoundError({ cid, attempts, cause })
  return some(ContentTamperedError)
    ? new ContentTamperedError({ cid, attempts, cause })
    : new ContentTooLargeError({ cid, maximum, attempts, cause })
}

function attemptOf({ url, error }: Failure): StoreAttempt {
  if (error instanceof OperationTimeoutError) {
    const reason = `no block within ${error.timeout} ms`
    return { store: url, reason, kind: 'timeout' }
  }
  const { attempts } = error as { attempts?: readonly StoreAttempt[] }
  return attempts?.[0] ?? { store: url, reason: (error as Error).message }
}
