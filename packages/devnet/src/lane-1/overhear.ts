import type { Cid, Digest, Generation, InferenceEngine } from '@aichain/sdk'
import { cidOf, digestOf, encodeOutput, encodePrompt } from '@aichain/sdk/core'
import { interceptPrompts } from '../faults/intercept-prompts.js'
import { type Deferred, deferred } from './deferred.js'
import { keyed } from './keyed.js'

/** An engine, and what comes out of it. */
export type OverheardEngine = {
  readonly engine: InferenceEngine
  /** The digest of the output document, as soon as it is computed. */
  readonly outputOf: (prompt: Cid) => Promise<Digest>
}

/**
 * Listens to a node's engine.
 *
 * A node tells nobody its output before lane 2 opens it; between nodes that
 * speak lane 1 it would sign it. This is where its answer for lane 1 comes from.
 *
 * @param model - What the engine runs.
 */
export function overhear(engine: InferenceEngine, model: Cid): OverheardEngine {
  const hearing = keyed<Cid, Deferred<Digest>>(deferred)
  return {
    outputOf: (prompt) => hearing(prompt).promise,
    engine: interceptPrompts(engine, async function* (honest, asked, options) {
      const prompt = cidOf(encodePrompt(asked))
      for await (const part of honest(asked, options)) {
        if (part.type === 'generation') {
          const output = digestOfOutput(model, prompt, part.generation)
          hearing(prompt).resolve(output)
        }
        yield part
      }
    }),
  }
}

function digestOfOutput(
  model: Cid,
  prompt: Cid,
  generation: Generation,
): Digest {
  const output = { type: 'aichain/output/1', model, prompt } as const
  return digestOf(encodeOutput({ ...output, ...generation }))
}
