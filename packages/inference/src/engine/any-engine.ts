import { InvalidArgumentError } from '@aichain/base'
import { RuntimeMismatchError } from '../errors/inference.js'
import type { InferenceEngine } from '../ports/inference-engine.js'

/**
 * Several engines as one: each model is loaded by the first engine that runs
 * what its manifest pins. A node with it serves models of every kind.
 *
 * Errors of `load`: `RuntimeMismatchError` when no engine fits, and those of
 * the engine that does.
 *
 * @param engines - At least one; its `runtime` is that of the first.
 *
 * @example
 * ```ts
 * import { anyEngine } from '@aichain/inference'
 * import { onnxEngine } from '@aichain/inference/onnx'
 *
 * const engine = anyEngine([onnxEngine()])
 * ```
 */
export function anyEngine(
  engines: readonly InferenceEngine[],
): InferenceEngine {
  const [first] = engines
  if (!first) {
    throw new InvalidArgumentError({
      argument: 'engines',
      expected: 'at least one engine',
      actual: 'an empty list',
    })
  }
  return {
    executionProvider: first.executionProvider,
    runtime: () => first.runtime(),
    load: async (model, options) => {
      const { executionProvider } = model.manifest.runtime
      const engine = engines.find(
        (candidate) => candidate.executionProvider === executionProvider,
      )
      if (engine) return await engine.load(model, options)
      throw new RuntimeMismatchError({
        field: 'executionProvider',
        pinned: executionProvider,
        actual: engines.map((each) => each.executionProvider).join(', '),
      })
    },
  }
}
