import type { Cid } from '@aichain/base'
import type { RunnerContext } from '../context/runner-context.js'
import { saysMissing } from '../task/fetch-prompt.js'

/**
 * Stores a prompt here: an appeal asks it again, and while a member keeps it no
 * requester can take it away.
 *
 * Errors: those of a store that does not work.
 *
 * @returns Whether it was there to be kept.
 */
export async function keepPrompt(
  { content, signal }: Pick<RunnerContext, 'content' | 'signal'>,
  prompt: Cid,
): Promise<boolean> {
  const options = { signal, timeout: 30_000 }
  const bytes = await content.get(prompt, options).catch((error) => {
    if (!saysMissing(error)) throw error
  })
  if (bytes) await content.put(bytes, options)
  return bytes !== undefined
}
