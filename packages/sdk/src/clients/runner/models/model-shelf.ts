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
import { sessionPool } from './session-pool.js'

/** What a shelf tells: a model is being loaded, and its golden vectors came out as its manifest says. */
export type ShelfUpdate =
  | { readonly type: 'model-loading'; readonly model: Cid }
  | {
      readonly type: 'self-test-passed'
      readonly model: Cid
      readonly vectors: number
    }

/** A prompt for a model on the shelf. */
export type ShelfRequest = {
  readonly model: Cid
  readonly prompt: Prompt
  /** The id of the task whose answer it is. */
  readonly seed: Digest
  readonly onToken: (count: number) => void
}

/**
 * Models in memory, each loaded and tested once, for as many runners of one
 * process as like: what made room for another is loaded and tested again when it
 * is asked for.
 */
export type ModelShelf = {
  /**
   * Loads a model and runs its golden vectors; does nothing if it is loaded.
   *
   * Errors: `SelfTestFailedError`, and those of content store and engine.
   */
  readonly load: (model: Cid, signal: AbortSignal) => Promise<ModelManifest>
  /**
   * Runs a prompt. A session that failed is dropped, and loaded and tested
   * again by the next call.
   */
  readonly generate: (
    request: ShelfRequest,
    signal: AbortSignal,
  ) => Promise<Generation>
  /** Calls `listener` with each update until the returned function is called. */
  readonly listen: (listener: (update: ShelfUpdate) => void) => () => void
  /** Frees all models. Runners that still use the shelf fail from then on. */
  readonly close: () => Promise<void>
}

/** What a shelf is made of. */
export type ModelShelfOptions = {
  /** Where models come from. */
  readonly content: ContentReader
  readonly engine: InferenceEngine
  /** Where models outlast a restart. Default: they are fetched each time. */
  readonly modelCache?: ModelCache | undefined
  /**
   * Models that are in memory at once; when another one is asked for, the one
   * that was idle for longest makes room. Default: all that are asked for.
   */
  readonly maximumModels?: number | undefined
  /** Bytes that the files of one model may have; a larger one is refused. Default: no limit. */
  readonly maximumModelBytes?: number | undefined
}

type Shelf = ModelShelfOptions & {
  readonly manifests: Map<Cid, ModelManifest>
  readonly emit: (update: ShelfUpdate) => void
}

/**
 * An empty shelf. One that is handed to several runners holds each model's
 * weights once; whoever made it closes it, after the last runner has stopped.
 *
 * @example
 * ```ts
 * import { type Chain, type Cid, type ContentStore, modelShelf, NodeRunner } from '@aichain/sdk'
 * import { fileJournal } from '@aichain/sdk/node'
 * import { onnxEngine } from '@aichain/sdk/onnx'
 *
 * async function serveTwice(chains: readonly Chain[], content: ContentStore, model: Cid) {
 *   const shelf = modelShelf({ content, engine: onnxEngine() })
 *   for (const chain of chains) {
 *     const journal = await fileJournal({ folder: `./journal-${chain.account}` })
 *     await new NodeRunner({ chain, content, journal, model, shelf }).start()
 *   }
 * }
 * ```
 */
export function modelShelf(options: ModelShelfOptions): ModelShelf {
  const listeners = new Set<(update: ShelfUpdate) => void>()
  const shelf: Shelf = {
    ...options,
    manifests: new Map(),
    emit: (update) => {
      for (const listener of [...listeners]) listener(update)
    },
  }
  const { maximumModels: maximum = Number.POSITIVE_INFINITY } = options
  const open = (model: Cid, signal: AbortSignal) =>
    openHeld(shelf, model, signal)
  const pool = sessionPool({ maximum, open })
  return {
    load: (model, signal) =>
      pool.use(
        model,
        signal,
        async () => shelf.manifests.get(model) as ModelManifest,
      ),
    generate: ({ model, prompt, seed, onToken }, signal) =>
      pool.use(model, signal, (session) =>
        drain(session.generate(prompt, { seed, signal }), onToken),
      ),
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: pool.close,
  }
}

/** Keeps the model's files in the cache for as long as it is in memory. */
async function openHeld(
  shelf: Shelf,
  model: Cid,
  signal: AbortSignal,
): Promise<InferenceSession> {
  const cache = shelf.modelCache?.lease()
  try {
    const session = await openTested(shelf, { model, cache }, signal)
    const close = () => session.close().finally(() => cache?.release())
    return { ...session, close }
  } catch (error) {
    await cache?.release()
    throw error
  }
}

async function openTested(
  shelf: Shelf,
  { model, cache }: { model: Cid; cache: BlockCache | undefined },
  signal: AbortSignal,
): Promise<InferenceSession> {
  const { content, engine, emit, manifests } = shelf
  emit({ type: 'model-loading', model })
  const files = await loadModelFiles({ content, model, cache }, { signal })
  const { manifest } = files
  refuseTooLarge(manifest, model, shelf.maximumModelBytes)
  const session = await engine.load(files, { signal })
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
  manifests.set(model, manifest)
  emit({ type: 'self-test-passed', model, vectors: manifest.golden.length })
  return session
}

/** Before a byte of it is fetched. */
function refuseTooLarge(
  { files }: ModelManifest,
  model: Cid,
  maximum = Number.POSITIVE_INFINITY,
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
