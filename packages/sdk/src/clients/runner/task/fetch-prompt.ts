import type { Cid } from '@aichain/base'
import { AichainError, retryDelay } from '@aichain/base'
import type { RunnerContext } from '../context/runner-context.js'

/** Milliseconds that one attempt may take: some stores search until they are told to stop. */
const attemptTimeout = 5_000

/**
 * The prompt's bytes, or `undefined` if nobody has them.
 *
 * A prompt counts as missing only from `unavailableFrom` on (seconds, by the
 * chain's clock), and only if this node's own store works: a node that cannot
 * reach its store says nothing about the prompt and keeps trying until it is
 * aborted.
 */
export async function fetchPrompt(
  context: RunnerContext,
  request: {
    readonly prompt: Cid
    readonly unavailableFrom: number
    readonly onTrouble: (error: unknown) => void
  },
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const { content, clock, health, time } = context
  for (let attempt = 1; ; attempt += 1) {
    const left = time.until(request.unavailableFrom)
    const timeout = Math.max(1_000, Math.min(attemptTimeout, left))
    try {
      const bytes = await content.get(request.prompt, { signal, timeout })
      health.worked('content')
      return bytes
    } catch (error) {
      signal.throwIfAborted()
      request.onTrouble(error)
      if (!saysMissing(error)) health.failed(error, { part: 'content' })
      else if (time.until(request.unavailableFrom) === 0) return undefined
    }
    const delay = retryDelay(attempt, { maximumDelay: 2_000 })
    await clock.sleep(delay, signal)
  }
}

/** The store works, and does not have the bytes, or has others in their place. */
export function saysMissing(error: unknown): boolean {
  return AichainError.isInstance(error) && missing.has(error.code)
}

const missing: ReadonlySet<string> = new Set([
  'content-not-found',
  'content-tampered',
  'content-too-large',
  'operation-timeout',
])
