import type { Message, Prompt } from './prompt.js'

/** What a {@link chatPrompt} holds besides its question. */
export type ChatPromptOptions = {
  /** How the model is to behave: a message before all others. Not every model takes one. */
  readonly system?: string | undefined
  /** What was said before, the oldest first. */
  readonly history?: readonly Message[] | undefined
  /** At most this many tokens of answer. Default: the model's own limit. */
  readonly maxNewTokens?: number | undefined
}

/**
 * A prompt with one question, after a system message and what was said before
 * where those are given.
 *
 * @example
 * ```ts
 * import { chatPrompt } from '@aichain/inference'
 *
 * const prompt = chatPrompt('What is the capital of France?', {
 *   system: 'You answer in one sentence.',
 *   maxNewTokens: 32,
 * })
 * ```
 */
export function chatPrompt(
  question: string,
  { system, history = [], maxNewTokens }: ChatPromptOptions = {},
): Prompt {
  return {
    type: 'aichain/prompt/1',
    messages: [
      ...(system === undefined
        ? []
        : [{ role: 'system', content: system } as const]),
      ...history,
      { role: 'user', content: question },
    ],
    ...(maxNewTokens === undefined ? {} : { maxNewTokens }),
  }
}
