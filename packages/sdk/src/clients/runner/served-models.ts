import type { Cid } from '../../core/cid.js'
import type { Digest } from '../../core/hex.js'
import type { Generation } from '../../core/output.js'
import type { Prompt } from '../../core/prompt.js'
import { InferenceFailedError } from '../../errors/inference.js'
import { GoldenVectorMismatchError } from '../../errors/model.js'
import { SelfTestFailedError } from '../../errors/runner.js'
import type { ContentReader } from '../../ports/content-store.js'
import type {
  GenerationPart,
  InferenceEngine,
  InferenceSession,
} from '../../ports/inference-engine.js'
import { loadModelFiles, runGoldenVectors } from '../model-files.js'
import type { NodeUpdateBody } from './node-update.js'

/** The models that a node holds in memory and has tested. */
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
}): ServedModels {
  const tried = new Set<Cid>()
  const served = new Set<Cid>()
  const sessions = new Map<Cid, Promise<InferenceSession>>()

  const open = (model: Cid, signal: AbortSignal) => {
    const opening = sessions.get(model) ?? openTested(parameters, model, signal)
    sessions.set(model, opening)
    opening.catch(() => sessions.delete(model))
    return opening
  }
  const drop = async (model: Cid) => {
    const opening = sessions.get(model)
    sessions.delete(model)
    // It failed already; that closing it fails too is no news.
    await opening?.then((session) => session.close()).catch(() => {})
  }

  return {
    has: (model) => served.has(model),
    isNew: (model) => !tried.has(model),
    list: () => [...served],
    load: async (model, signal) => {
      tried.add(model)
      await open(model, signal)
      served.add(model)
    },
    generate: async ({ model, prompt, seed, onToken }, signal) => {
      const session = await open(model, signal)
      try {
        return await drain(session.generate(prompt, { seed, signal }), onToken)
      } catch (error) {
        if (!signal.aborted) await drop(model)
        throw error
      }
    },
    close: async () => {
      await Promise.all([...sessions.keys()].map(drop))
    },
  }
}

async function openTested(
  parameters: Parameters<typeof servedModels>[0],
  model: Cid,
  signal: AbortSignal,
): Promise<InferenceSession> {
  const { content, engine, emit } = parameters
  emit({ type: 'model-loading', model })
  const files = await loadModelFiles({ content, model }, { signal })
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
