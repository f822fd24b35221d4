import type { Interception } from './intercept-prompts.js'

/** Takes the prompt and is never heard of again, until it is stopped. */
export const silent: Interception = async function* (
  _honest,
  _prompt,
  { signal },
) {
  await new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason), {
      once: true,
    })
  })
}
