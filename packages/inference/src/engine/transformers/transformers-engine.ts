import type { CallOptions } from '@aichain/base'
import { raceSignal, withTimeout } from '@aichain/base'
import type {
  InferenceEngine,
  InferenceSession,
  LoadProgress,
  ModelFiles,
} from '../../ports/inference-engine.js'
import { WASM_BYTES } from '../onnx/check-memory.js'
import { loadOnnxProto } from '../onnx/graph/onnx-proto.js'
import { readParts } from '../onnx/read-parts.js'
import { loadModel } from '../onnx/runtime/load-model.js'
import { startRuntime } from '../onnx/runtime/start-runtime.js'
import {
  type PinnedRuntime,
  type RuntimeLocation,
  readRuntime,
} from '../onnx/runtime-files.js'
import { checkRuntime } from '../shared/model/check-runtime.js'
import { loadTextLibraries } from '../shared/text/load-text-libraries.js'
import { remoteSession } from '../shared/worker/remote-session.js'
import { sameThread } from '../shared/worker/same-thread.js'
import { openThroughModule } from './open-through-module.js'
import { checkBinding, offerRuntime } from './pinned-runtime.js'
import { checkModule, type TransformersModule } from './transformers-module.js'

/** What the engine takes from its user. */
export type TransformersEngineOptions = {
  /**
   * Imports `@huggingface/transformers` 4 or `@xenova/transformers` 2.17, and
   * sets its `env.allowRemoteModels` to false.
   *
   * Called once, after the pinned runtime lies at
   * `globalThis[Symbol.for('onnxruntime')]`, where version 4 looks for it while
   * it is imported; a module imported earlier is refused. Version 2 looks nowhere;
   * give it a package `onnxruntime-node` that exports that same value.
   */
  readonly transformers: () => Promise<unknown>
  /** As for `onnxEngine`: ONNX Runtime's two files. */
  readonly runtime?: RuntimeLocation | undefined
  /** As for `onnxEngine`: bytes that a model may need. Default: 4 GiB. */
  readonly maximumBytes?: number | undefined
}

/**
 * Deterministic inference through the user's own transformers.js, for the same
 * manifests as `onnxEngine` and with the same answers to the bit: the module
 * loads the model, on the pinned ONNX Runtime Web; template, tokenizer, schedule
 * and choice are those that the manifest pins, never the module's.
 *
 * Everything runs on the caller's thread, because a module cannot be handed to
 * a worker: call it from a worker of your own where the thread must not wait.
 * Needs the optional packages of `onnxEngine` beside transformers.js.
 *
 * Errors: `EngineUnavailableError`; from `load` also `InvalidArgumentError` for
 * another module or one that may use the network, `RuntimeMismatchError` for one
 * with a runtime of its own, `ModelUnsupportedError`; from `generate`
 * `InferenceFailedError`, `SessionClosedError`.
 *
 * @example
 * ```ts
 * import type { ModelFiles } from '@aichain/inference'
 * import { transformersEngine } from '@aichain/inference/transformers'
 *
 * type Module = { readonly env: { allowRemoteModels: boolean } }
 *
 * // () => import('@huggingface/transformers')
 * async function ask(importModule: () => Promise<Module>, files: ModelFiles) {
 *   const engine = transformersEngine({
 *     transformers: async () => {
 *       const transformers = await importModule()
 *       transformers.env.allowRemoteModels = false
 *       return transformers
 *     },
 *   })
 *   const session = await engine.load(files)
 *   const messages = [{ role: 'user', content: 'Hello' }] as const
 *   for await (const part of session.generate({
 *     type: 'aichain/prompt/1',
 *     messages,
 *   })) {
 *     if (part.type === 'token') console.log(part.text)
 *   }
 *   await session.close()
 * }
 * ```
 */
export function transformersEngine(
  options: TransformersEngineOptions,
): InferenceEngine {
  const runtime = kept(() => readRuntime(options.runtime))
  const bound = kept(async () => bind(options, await runtime()))
  return {
    executionProvider: 'wasm',
    runtime: async () => (await runtime()).pin,
    load: (model, call = {}) =>
      withTimeout({ ...call, operation: 'load' }, async (signal) => {
        checkRuntime(model.manifest.runtime, (await runtime()).pin)
        return await load(await bound(), options, model, { ...call, signal })
      }),
  }
}

/** A module, and the runtime that it runs on. */
type Bound = {
  readonly module: TransformersModule
  readonly onnx: Awaited<ReturnType<typeof startRuntime>>
}

/** Runs once; again only if it failed. */
function kept<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((error) => {
      made = undefined
      throw error
    })
    return made
  }
}

async function bind(
  { transformers }: TransformersEngineOptions,
  { files, pin }: PinnedRuntime,
): Promise<Bound> {
  offerRuntime(await startRuntime(files))
  const module = checkModule(await transformers())
  // Again, because version 2 points the runtime to other files.
  const onnx = await startRuntime(files)
  checkBinding(module, onnx, pin)
  return { module, onnx }
}

async function load(
  { module, onnx }: Bound,
  { maximumBytes = WASM_BYTES }: TransformersEngineOptions,
  model: ModelFiles,
  options: CallOptions<LoadProgress>,
): Promise<InferenceSession> {
  const parts = await readParts(model, { ...options, maximumBytes })
  options.signal?.throwIfAborted()
  options.onProgress?.({ type: 'session' })
  let release = async () => {}
  const proto = await loadOnnxProto()
  const libraries = { ...(await loadTextLibraries()), proto, runtime: onnx }
  const loading = loadModel(libraries, parts, async () => {
    const session = await openThroughModule(module, parts)
    release = () => session.release()
    return session
  })
  try {
    const loaded = await raceSignal(loading, options.signal)
    return remoteSession(await sameThread(loaded, () => release()))
  } catch (error) {
    // A model that arrives although nobody waits any more is let go.
    loading.then(
      () => release(),
      () => release(),
    )
    throw error
  }
}
