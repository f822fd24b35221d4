import type { Cid, Digest } from '@aichain/base'
import type {
  Generation,
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  ModelManifest,
  Prompt,
} from '@aichain/inference'
import {
  GoldenVectorMismatchError,
  InferenceFailedError,
  ModelTooLargeError,
  runGoldenVectors,
} from '@aichain/inference'
import { SelfTestFailedError } from '../../../errors/runner.js'
import type { ContentReader } from '../../../ports/content-store.js'
import type { BlockCache, ModelCache } from '../../../ports/model-cache.js'
import { loadModelFiles } from '../../load-model-files.js'
import { concurrencyLimit } from '../context/concurrency-limit.js'
import type { NodeUpdateBody } from '../updates/node-update.js'
import { sessionPool } from './session-pool.js'

/**
 * The models that a node has tested, and of which it holds some in memory: what
 * made room for others is loaded and tested again when it is asked for.
 */
export type ServedModels = {
  /**
   * Loads a model and runs its golden vectors; does nothing if it is loaded.
   *
   * Errors: `SelfTestFailedError`, and those of content store and engine.
   */
  readonly load: (model: Cid, signal: AbortSignal) => Promise<void>
  readonly has: (model: Cid) => boolean
  /** Whether the model was never tried. */
  readonly isNew: (model: Cid) => boolean
  readonly list: () => readonly Cid[]
  /**
   * Runs a prompt. A session that failed is dropped, and loaded and tested
   * again by the next call.
   */
  readonly generate: (
    request: {
      readonly model: Cid
      readonly prompt: Prompt
      /** The task's id. */
      readonly seed: Digest
      readonly onToken: (count: number) => void
    },
    signal: AbortSignal,
  ) => Promise<Generation>
  readonly close: () => Promise<void>
}

/** Holds models: each is tested before anything is voted with it. */
export function servedModels(parameters: {
  readonly content: ContentReader
  readonly engine: InferenceEngine
  readonly emit: (update: NodeUpdateBody) => void
  readonly modelCache?: ModelCache | undefined
  /** Models that are in memory at once. */
  readonly maximumModels: number
  /** Bytes that the files of one model may have. */
  readonly maximumModelBytes: number
}): ServedModels {
  const tried = new Set<Cid>()
  const served = new Set<Cid>()
  const pool = sessionPool({
    maximum: parameters.maximumModels,
    open: (model, signal) => openHeld(parameters, model, signal),
  })

  // Anybody can register a thousand models at once. Those that tasks ask for
  // must not have to wait until all of them were tried.
  const inTurn = concurrencyLimit(1)

  return {
    has: (model) => served.has(model),
    isNew: (model) => !tried.has(model),
    list: () => [...served],
    load: async (model, signal) => {
      tried.add(model)
      await inTurn(() => pool.use(model, signal, async () => {}))
      served.add(model)
    },
    generate: ({ model, prompt, seed, onToken }, signal) =>
      pool.use(model, signal, (session) =>
        drain(session.generate(prompt, { seed, signal }), onToken),
      ),
    close: pool.close,
  }
}

/** Keeps the model's files in the cache for as long as it is in memory. */
async function openHeld(
  parameters: Parameters<typeof servedModels>[0],
  model: Cid,
  signal: AbortSignal,
): Promise<InferenceSession> {
  const cache = parameters.modelCache?.lease()
  try {
    const session = await openTested(parameters, { model, cache }, signal)
    const close = () => session.close().finally(() => cache?.release())
    return { ...session, close }
  } catch (error) {
    await cache?.release()
    throw error
  }
}

async function openTested(
  parameters: Parameters<typeof servedModels>[0],
  { model, cache }: { model: Cid; cache: BlockCache | undefined },
  signal: AbortSignal,
): Promise<InferenceSession> {
  const { content, engine, emit } = parameters
  emit({ type: 'model-loading', model })
  const files = await loadModelFiles({ content, model, cache }, { signal })
  refuseTooLarge(files.manifest, model, parameters.maximumModelBytes)
  const session = await engine.load(files, { signal })
  const { manifest } = files
  try {
    // Of several engines in one, only the first tells its runtime.
    const isPinned =
      engine.executionProvider === manifest.runtime.executionProvider
    const runtime = isPinned ? await engine.runtime() : undefined
    await runGoldenVectors({ session, manifest, runtime }, { signal })
  } catch (cause) {
    await session.close()
    if (!(cause instanceof GoldenVectorMismatchError)) throw cause
    throw new SelfTestFailedError({ model, mismatch: cause })
  }
  emit({ type: 'self-test-passed', model, vectors: manifest.golden.length })
  return session
}

/** Before a byte of it is fetched. */
function refuseTooLarge(
  { files }: ModelManifest,
  model: Cid,
  maximum: number,
): void {
  const size = files.reduce((sum, file) => sum + file.size, 0)
  if (size > maximum) throw new ModelTooLargeError({ model, size, maximum })
}

async function drain(
  parts: AsyncIterable<GenerationPart>,
  onToken: (count: number) => void,
): Promise<Generation> {
  for await (const part of parts) {
    if (part.type === 'generation') return part.generation
    onToken(part.index + 1)
  }
  throw new InferenceFailedError({ reason: 'it ended without a result' })
}
