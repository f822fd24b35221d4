import type { CallOptions } from '@aichain/base'
import { InvalidArgumentError, raceSignal, withTimeout } from '@aichain/base'
import type { IntegerRuntimePin } from '../../document/manifest.js'
import type {
  InferenceEngine,
  InferenceSession,
  LoadProgress,
  ModelFiles,
} from '../../ports/inference-engine.js'
import { checkRuntime } from '../shared/model/check-runtime.js'
import { readParts } from '../shared/model/model-parts.js'
import { remoteSession } from '../shared/worker/remote-session.js'
import { workerClient } from '../shared/worker/worker-client.js'
import { checkMemory, WASM_BYTES } from './check-memory.js'
import { kernelPin } from './kernel-pin.js'
import type { IntegerSource } from './load-model.js'

/** How the integer engine runs. None of it can change a bit of an answer. */
export type IntegerEngineOptions = {
  /**
   * Threads that share each step of one generation. Default 1. No more than
   * there are cores with nothing else to do, or they wait for each other. A
   * browser needs cross-origin isolation for more than one.
   */
  readonly threads?: number | undefined
  /**
   * Most bytes of memory that a model with its whole context may take; larger
   * ones are refused before their weights are fetched. Default: 4 GiB, all that
   * WebAssembly reaches.
   */
  readonly maximumBytes?: number | undefined
  /** The package's `dist/integer-worker.js`, where a bundler has moved it. */
  readonly worker?: URL | undefined
  /** The package's `dist/integer-thread.js`, where a bundler has moved it. */
  readonly thread?: URL | undefined
}

const MOST_THREADS = 64

/**
 * Inference whose dot products are integers: Llama-family models with int8
 * weights and 12-bit activations, in plain WebAssembly SIMD. Integers have one
 * sum in every order, so threads, batches and the width of a processor's
 * vectors cannot change a bit; every other step is fixed by
 * `docs/integer-engine.md`. An answer is verified in one pass.
 *
 * Nothing is fetched from a network. Needs the optional packages
 * `@huggingface/tokenizers` and `@huggingface/jinja`. Models come from
 * `prepareLlamaModel`.
 *
 * Errors: `EngineUnavailableError`; from `load` also `RuntimeMismatchError`,
 * `ModelUnsupportedError`, `InferenceFailedError`; from `generate` and `verify`
 * `InferenceFailedError`, `SessionClosedError`.
 *
 * @example
 * ```ts
 * import { localModel } from '@aichain/inference'
 * import { huggingFaceFolder } from '@aichain/inference/hub'
 * import { integerEngine, prepareLlamaModel } from '@aichain/inference/integer'
 *
 * async function open(repository: string) {
 *   const engine = integerEngine({ threads: 2 })
 *   const folder = await huggingFaceFolder({ repository })
 *   const prepared = await prepareLlamaModel(folder)
 *   return await engine.load(await localModel(prepared, { engine }))
 * }
 * ```
 */
export function integerEngine(
  options: IntegerEngineOptions = {},
): InferenceEngine {
  const { threads = 1 } = options
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST_THREADS) {
    throw new InvalidArgumentError({
      argument: 'threads',
      expected: `a whole number from 1 to ${MOST_THREADS}`,
      actual: String(threads),
    })
  }
  let pinning: Promise<IntegerRuntimePin> | undefined
  const runtime = () => {
    // Not kept when it failed, for the packages may be installed meanwhile.
    pinning ??= kernelPin().catch((error) => {
      pinning = undefined
      throw error
    })
    return pinning
  }
  return {
    executionProvider: 'integer',
    runtime,
    load: (model, call = {}) =>
      withTimeout({ ...call, operation: 'load' }, async (signal) => {
        checkRuntime(model.manifest.runtime, await runtime())
        return await load({ ...options, threads }, model, { ...call, signal })
      }),
  }
}

async function load(
  options: IntegerEngineOptions & { readonly threads: number },
  model: ModelFiles,
  call: CallOptions<LoadProgress>,
): Promise<InferenceSession> {
  const { maximumBytes = WASM_BYTES } = options
  const parts = await readParts(model, call, (config) =>
    checkMemory(model.manifest, config, maximumBytes),
  )
  call.signal?.throwIfAborted()
  const worker = startWorker(options.worker)
  try {
    call.onProgress?.({ type: 'session' })
    const source: IntegerSource = {
      model: parts,
      threads: options.threads,
      threadScript: options.thread?.href,
    }
    await raceSignal(worker.ask({ type: 'load', source }), call.signal)
    return remoteSession(worker)
  } catch (error) {
    await worker.close()
    throw error
  }
}

function startWorker(url: URL | undefined) {
  return workerClient({
    url: url ?? new URL('./integer-worker.js', import.meta.url),
    startWebWorker: () =>
      url
        ? new Worker(url, { type: 'module' })
        : // Written out, because bundlers find workers by this very expression.
          new Worker(new URL('./integer-worker.js', import.meta.url), {
            type: 'module',
          }),
  })
}
