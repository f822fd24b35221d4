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
 * Errors: one that names each gateway and why it failed. If one of them lied it
 * is a `ContentTamperedError`; else `ContentTooLargeError`,
 * `ContentStoreUnreachableError`, and `ContentNotFoundError` only if all agree.
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
  const all = failures.every(
    ({ error }) => error instanceof ContentNotFoundError,
  )
  if (some(ContentTamperedError)) {
    return new ContentTamperedError({ cid, attempts, cause })
  }
  if (some(ContentTooLargeError)) {
    return new ContentTooLargeError({ cid, maximum, attempts, cause })
  }
  return all
    ? new ContentNotFoundError({ cid, attempts, cause })
    : new ContentStoreUnreachableError({ cid, attempts, cause })
}

function attemptOf({ url, error }: Failure): StoreAttempt {
  if (error instanceof OperationTimeoutError) {
    return { store: url, reason: `no block within ${error.timeout} ms` }
  }
  const { attempts } = error as { attempts?: readonly StoreAttempt[] }
  const reason = attempts?.[0]?.reason ?? (error as Error).message
  return { store: url, reason }
}
