import { type CallOptions, withTimeout } from '@aichain/base'
import type { ModelManifest, RuntimePin } from '../document/manifest.js'
import type { InferenceSession } from '../ports/inference-engine.js'
import { explainMismatch, isSameRun } from './explain-mismatch.js'
import { runTraced } from './run-prompt.js'

/** Told after each golden vector that passed. */
export type GoldenVectorProgress = {
  readonly type: 'golden-vector'
  /** Vectors that passed so far, and all there are. */
  readonly passed: number
  readonly total: number
}

/**
 * Proves that this machine computes what the model's publisher computed: runs
 * every golden vector of the manifest and compares answers and logits. Do this
 * before a stake depends on the machine. A vector that fails is run again, to
 * tell a machine that computes otherwise from one that is unstable.
 *
 * Errors: `GoldenVectorMismatchError` for the first vector that differs, with
 * the first difference and its likely cause, and those of the session.
 *
 * @param parameters - `runtime`: what computes here, from the engine; it tells
 *   an altered runtime from an unsound machine.
 */
export async function runGoldenVectors(
  parameters: {
    readonly session: InferenceSession
    readonly manifest: ModelManifest
    readonly runtime?: RuntimePin | undefined
  },
  options: CallOptions<GoldenVectorProgress> = {},
): Promise<void> {
  const { session, manifest, runtime } = parameters
  const { golden } = manifest
  const call = { ...options, operation: 'runGoldenVectors' }
  await withTimeout(call, async (signal) => {
    for (const [index, vector] of golden.entries()) {
      const { prompt, seed } = vector
      const run = await runTraced(session, prompt, { seed, signal })
      if (!isSameRun(run, vector)) {
        const again = await runTraced(session, prompt, { seed, signal })
        throw explainMismatch({ manifest, index, run, again, runtime })
      }
      const passed = index + 1
      options.onProgress?.({
        type: 'golden-vector',
        passed,
        total: golden.length,
      })
    }
  })
}
