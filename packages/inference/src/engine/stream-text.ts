import type { Prompt } from '../document/prompt.js'
import { InferenceFailedError, NoAnswerError } from '../errors/inference.js'
import type {
  GenerateOptions,
  InferenceSession,
} from '../ports/inference-engine.js'

/**
 * The text of an answer, as it comes. Leaving the loop, or the signal, stops
 * the model before its next token; the session stays open.
 *
 * Errors: `NoAnswerError` when the model has none to this prompt; those of the
 * session; the signal's reason.
 *
 * @example
 * ```ts
 * import {
 *   chatPrompt,
 *   type InferenceSession,
 *   streamText,
 * } from '@aichain/inference'
 *
 * async function print(session: InferenceSession, question: string) {
 *   const signal = AbortSignal.timeout(10_000)
 *   for await (const text of streamText(session, chatPrompt(question), { signal })) {
 *     process.stdout.write(text)
 *   }
 * }
 * ```
 */
export async function* streamText(
  session: InferenceSession,
  prompt: Prompt,
  options: GenerateOptions = {},
): AsyncGenerator<string, void, undefined> {
  for await (const part of session.generate(prompt, options)) {
    if (part.type === 'generation') {
      const { generation } = part
      if (generation.finishReason !== 'error') return
      throw new NoAnswerError({ error: generation.error })
    }
    if (part.text !== '') yield part.text
  }
  throw new InferenceFailedError({ reason: 'it ended without a result' })
}
