import type { Prompt } from '../../../document/prompt.js'
import type { TextPipeline } from './text-pipeline.js'
import { stableText } from './tokenizer/stable-text.js'

/**
 * What a model reads of a prompt; `undefined` when its template refuses the
 * conversation or its vocabulary cannot express it, which is the same on every
 * machine.
 *
 * @param vocabularySize - Ids from here on have no embedding.
 */
export function promptTokens(
  { template, codec }: TextPipeline,
  { messages }: Prompt,
  vocabularySize = Infinity,
): readonly number[] | undefined {
  const text = template.render(
    messages.map(({ role, content }) => ({
      role,
      content: stableText(content),
    })),
  )
  const tokens = text === undefined ? undefined : codec.encode(text)
  if (!tokens?.length) return undefined
  return tokens.some((token) => token >= vocabularySize) ? undefined : tokens
}
