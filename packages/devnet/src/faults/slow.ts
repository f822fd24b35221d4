import { setTimeout as delay } from 'node:timers/promises'
import type { Interception } from './intercept-prompts.js'

/** Gives the right answer, but only after so many milliseconds. */
export function slow(milliseconds: number): Interception {
  return async function* (honest, prompt, options) {
    await wait(milliseconds, options.signal)
    yield* honest(prompt, options)
  }
}

async function wait(
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await delay(milliseconds, undefined, signal ? { signal } : {})
  } catch (error) {
    // Node wraps the reason; callers expect it as it was given.
    throw signal?.aborted ? signal.reason : error
  }
}
