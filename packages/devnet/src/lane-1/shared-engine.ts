import type {
  GenerateOptions,
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  Prompt,
} from '@aichain/sdk'
import { cidOf, encodePrompt } from '@aichain/sdk/core'

/** One model for many nodes, and its end. */
export type SharedEngine = {
  readonly engine: InferenceEngine
  readonly close: () => Promise<void>
}

/**
 * Lets all nodes of this process share one model in memory, and one computation
 * of each prompt: equal prompts give equal answers, and fifteen nodes on a
 * laptop would take fifteen times as long to find that out.
 *
 * It runs one model: the first that is loaded.
 */
export function sharedEngine(engine: InferenceEngine): SharedEngine {
  let opening: Promise<InferenceSession> | undefined
  const computed = new Map<string, Promise<readonly GenerationPart[]>>()

  const compute = (
    session: InferenceSession,
    prompt: Prompt,
    { seed, trace }: GenerateOptions,
  ) => {
    const key = `${cidOf(encodePrompt(prompt))} ${seed} ${trace}`
    const parts =
      computed.get(key) ?? collect(session.generate(prompt, { seed, trace }))
    computed.set(key, parts)
    // Whoever asks next tries again.
    parts.catch(() => computed.delete(key))
    return parts
  }
  const share = (session: InferenceSession): InferenceSession => ({
    generate: async function* (prompt, options = {}) {
      for (const part of await compute(session, prompt, options)) {
        options.signal?.throwIfAborted()
        yield part
      }
    },
    verify: session.verify,
    close: async () => {},
  })
  return {
    engine: {
      executionProvider: engine.executionProvider,
      runtime: () => engine.runtime(),
      load: async (model) => {
        // Without the signal of who comes first: others wait for it too.
        opening ??= engine.load(model)
        return share(await opening)
      },
    },
    close: async () => {
      const session = await opening
      await session?.close()
    },
  }
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = []
  for await (const item of items) collected.push(item)
  return collected
}
