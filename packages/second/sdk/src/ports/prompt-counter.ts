import type { CallOptions, Result } from '@aichain/base'
import type { ModelFiles, Prompt } from '@aichain/inference'

/** Counts the tokens of prompts as a model's engine reads them. */
export type PromptCounter = {
  /**
   * Tokens of the prompt in the model's chat template, also when they are more
   * than its context holds. Refused when the engine could not read it at all,
   * for example because the template takes no system message.
   */
  readonly count: (prompt: Prompt) => Result<number, string>
}

/**
 * Opens a counter for a published model: `promptCounter` of
 * `@aichain/inference/tokens`, or one that asks somebody who has the tokenizer.
 */
export type CountTokens = (
  files: ModelFiles,
  options?: CallOptions,
) => Promise<PromptCounter>
