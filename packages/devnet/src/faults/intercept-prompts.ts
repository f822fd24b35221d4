import type {
  GenerateOptions,
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  ModelFiles,
  Prompt,
} from '@aichain/sdk'
import { encodePrompt } from '@aichain/sdk/core'

/** What a faulty node does with a prompt, given what an honest one would do. */
export type Interception = (
  honest: (
    prompt: Prompt,
    options?: GenerateOptions,
  ) => AsyncIterable<GenerationPart>,
  prompt: Prompt,
  options: GenerateOptions,
) => AsyncIterable<GenerationPart>

/**
 * An engine that is honest about the manifest's golden prompts, which every
 * node must pass before it may vote, and does as `intercept` says with all
 * others.
 */
export function interceptPrompts(
  engine: InferenceEngine,
  intercept: Interception,
): InferenceEngine {
  return {
    executionProvider: engine.executionProvider,
    runtime: () => engine.runtime(),
    load: async (model, options) => {
      const session = await engine.load(model, options)
      return interceptSession(session, goldenPrompts(model), intercept)
    },
  }
}

function interceptSession(
  session: InferenceSession,
  golden: ReadonlySet<string>,
  intercept: Interception,
): InferenceSession {
  return {
    generate: (prompt, options = {}) =>
      golden.has(textOf(prompt))
        ? session.generate(prompt, options)
        : intercept(
            (asked, how) => session.generate(asked, how),
            prompt,
            options,
          ),
    verify: (prompt, generation, options) =>
      session.verify(prompt, generation, options),
    close: () => session.close(),
  }
}

function goldenPrompts(model: ModelFiles): ReadonlySet<string> {
  return new Set(model.manifest.golden.map(({ prompt }) => textOf(prompt)))
}

function textOf(prompt: Prompt): string {
  return new TextDecoder().decode(encodePrompt(prompt))
}
