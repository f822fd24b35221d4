import type { CallOptions } from '@aichain/base'
import { raceSignal, withTimeout } from '@aichain/base'
import type {
  InferenceEngine,
  InferenceSession,
  LoadProgress,
  ModelFiles,
} from '../../ports/inference-engine.js'
import { checkRuntime } from '../shared/model/check-runtime.js'
import { remoteSession } from '../shared/worker/remote-session.js'
import { workerClient } from '../shared/worker/worker-client.js'
import { WASM_BYTES } from './check-memory.js'
import { readParts } from './read-parts.js'
import type { ModelSource } from './runtime/load-model.js'
import {
  type PinnedRuntime,
  type RuntimeLocation,
  readRuntime,
} from './runtime-files.js'

/** Where the engine's files are; the defaults fit Node.js. */
export type OnnxEngineOptions = {
  /**
   * ONNX Runtime's two files, from this machine or this site. Default: those
   * of the installed package; a browser must name them.
   */
  readonly runtime?: RuntimeLocation | undefined
  /** The package's `dist/onnx-worker.js`, where a bundler has moved it. */
  readonly worker?: URL | undefined
  /**
   * Bytes that a model may need; larger ones are refused before their graph is
   * fetched. Default: 4 GiB, all that WebAssembly reaches.
   */
  readonly maximumBytes?: number | undefined
}

/**
 * Deterministic inference with ONNX Runtime Web: WebAssembly on one thread, the
 * prompt read once, then one token at a time. Every model runs in
 * a worker of its own, so the caller's thread never waits for arithmetic and
 * models cannot influence each other.
 *
 * Nothing is fetched from a network. Needs the optional packages
 * `onnxruntime-web`, `onnx-proto`, `@huggingface/tokenizers` and
 * `@huggingface/jinja`.
 *
 * Errors: `EngineUnavailableError`; from `load` also `RuntimeMismatchError`,
 * `ModelUnsupportedError`, `InferenceFailedError`; from `generate`
 * `InferenceFailedError`, `SessionClosedError`.
 *
 * @example
 * ```ts
 * import { chatPrompt, localModel, streamText } from '@aichain/inference'
 * import { readModelFolder } from '@aichain/inference/node'
 * import { onnxEngine, prepareModel } from '@aichain/inference/onnx'
 *
 * async function ask(folder: string, question: string) {
 *   const engine = onnxEngine()
 *   const prepared = await prepareModel(await readModelFolder(folder))
 *   const session = await engine.load(await localModel(prepared, { engine }))
 *   for await (const text of streamText(session, chatPrompt(question))) {
 *     process.stdout.write(text)
 *   }
 *   await session.close()
 * }
 * ```
 */
export function onnxEngine(options: OnnxEngineOptions = {}): InferenceEngine {
  let reading: Promise<PinnedRuntime> | undefined
  const runtime = () => {
    // Kept, because the bytes are megabytes; not kept when it failed.
    reading ??= readRuntime(options.runtime).catch((error) => {
      reading = undefined
      throw error
    })
    return reading
  }
  return {
    executionProvider: 'wasm',
    runtime: async () => (await runtime()).pin,
    load: (model, call = {}) =>
      withTimeout({ ...call, operation: 'load' }, async (signal) =>
        load(await runtime(), options, model, { ...call, signal }),
      ),
  }
}

async function load(
  runtime: PinnedRuntime,
  { worker: workerUrl, maximumBytes = WASM_BYTES }: OnnxEngineOptions,
  model: ModelFiles,
  options: CallOptions<LoadProgress>,
): Promise<InferenceSession> {
  checkRuntime(model.manifest.runtime, runtime.pin)
  const parts = await readParts(model, { ...options, maximumBytes })
  options.signal?.throwIfAborted()
  const worker = workerClient({
    url: workerUrl ?? new URL('./onnx-worker.js', import.meta.url),
    startWebWorker: () =>
      workerUrl
        ? new Worker(workerUrl, { type: 'module' })
        : // Written out, because bundlers find workers by this very expression.
          new Worker(new URL('./onnx-worker.js', import.meta.url), {
            type: 'module',
          }),
  })
  try {
    options.onProgress?.({ type: 'session' })
    const source: ModelSource = { runtime: runtime.files, model: parts }
    await raceSignal(worker.ask({ type: 'load', source }), options.signal)
    return remoteSession(worker)
  } catch (error) {
    await worker.close()
    throw error
  }
}
