import {
  callSignal,
  digestOf,
  eitherSignal,
  raceSignal,
  withTimeout,
} from '@aichain/base'
import { encodeManifest } from '../document/manifest.js'
import type { Prompt } from '../document/prompt.js'
import { SessionClosedError } from '../errors/inference.js'
import { runGoldenVectors } from '../golden/run-golden-vectors.js'
import type {
  GenerateOptions,
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  ModelFiles,
} from '../ports/inference-engine.js'
import { type CopyShelf, copyShelf } from './copies/copy-shelf.js'
import { takingTurns } from './shared/worker/taking-turns.js'

/** How a {@link sharedEngine} shares. */
export type SharedEngineOptions = {
  /**
   * How many generations of one model may run at the same time, each in a copy
   * of its own. A copy is loaded when it is first needed. Default 1.
   */
  readonly copies?: number | undefined
}

/** A model in memory, and how many sessions use it. */
type Shared = {
  readonly shelf: CopyShelf
  users: number
}

/**
 * One engine for everybody in this process: whoever loads a model that is in
 * memory already shares it, and the last to close its session frees it. Several
 * nodes in one process then need the memory of one.
 *
 * Generations of one model wait for a free copy. Whoever loads a model tests the
 * copy that is there; one that is added later runs the golden vectors itself before
 * anything else. Traced generations, such as self-tests, wait rather than add a
 * copy, and whoever asks for one that is being computed gets its result.
 *
 * Errors: those of the engine; from `generate` and `verify` also
 * `GoldenVectorMismatchError`, of a copy that was added.
 *
 * @example
 * ```ts
 * import { sharedEngine } from '@aichain/inference'
 * import { integerEngine } from '@aichain/inference/integer'
 *
 * const engine = sharedEngine(integerEngine(), { copies: 2 })
 * ```
 */
export function sharedEngine(
  engine: InferenceEngine,
  { copies: most = 1 }: SharedEngineOptions = {},
): InferenceEngine {
  const models = new Map<string, Shared>()
  return {
    executionProvider: engine.executionProvider,
    runtime: () => engine.runtime(),
    load: async (model, options = {}) => {
      const { signal, onProgress } = options
      signal?.throwIfAborted()
      const key = digestOf(encodeManifest(model.manifest))
      const shared = models.get(key) ?? {
        shelf: openShelf(engine, model, most),
        users: 0,
      }
      models.set(key, shared)
      shared.users += 1
      const leave = async () => {
        shared.users -= 1
        if (shared.users > 0) return
        if (models.get(key) === shared) models.delete(key)
        await shared.shelf.close()
      }
      try {
        await shared.shelf.ready(signal)
        onProgress?.({ type: 'session' })
      } catch (error) {
        await leave()
        throw error
      }
      return openHandle(shared.shelf, leave)
    },
  }
}

function openShelf(
  engine: InferenceEngine,
  model: ModelFiles,
  most: number,
): CopyShelf {
  const load = () => engine.load(model)
  const loadTested = async () => {
    const session = await load()
    try {
      await runGoldenVectors({ session, manifest: model.manifest })
      return session
    } catch (error) {
      await session.close()
      throw error
    }
  }
  return copyShelf({ load, loadTested, most })
}

/** One user's session: closing it leaves the others theirs. */
function openHandle(
  shelf: CopyShelf,
  leave: () => Promise<void>,
): InferenceSession {
  const closing = new AbortController()
  const takeTurn = takingTurns()
  let left: Promise<void> | undefined

  async function* generate(
    prompt: Prompt,
    options: GenerateOptions = {},
  ): AsyncGenerator<GenerationPart, void, undefined> {
    const { seed, trace = false } = options
    const call = callSignal({ ...options, operation: 'generate' })
    const either = eitherSignal(call.signal, closing.signal)
    const { signal } = either
    try {
      const endTurn = await takeTurn(signal, closing.signal)
      try {
        yield* shelf.generate(prompt, { seed, trace, signal })
      } finally {
        endTurn()
      }
    } finally {
      either.release()
      call.release()
    }
  }

  return {
    generate,
    verify: async (prompt, claim, { seed, ...options } = {}) => {
      const call = { ...options, operation: 'verify' }
      return await withTimeout(call, async (outer) => {
        const either = eitherSignal(outer, closing.signal)
        const { signal } = either
        try {
          const endTurn = await takeTurn(signal, closing.signal)
          const verified = shelf
            .verify(prompt, claim, { seed, signal })
            .finally(endTurn)
          return await raceSignal(verified, signal)
        } finally {
          either.release()
        }
      })
    },
    close: () => {
      closing.abort(new SessionClosedError())
      left ??= leave()
      return left
    },
  }
}
