import type { CallOptions } from '@aichain/base'
import { raceSignal, withTimeout } from '@aichain/base'
import type { RuntimePin } from '../../document/manifest.js'
import type {
  InferenceEngine,
  InferenceSession,
  LoadProgress,
  ModelFiles,
} from '../../ports/inference-engine.js'
import { checkRuntime } from '../shared/model/check-runtime.js'
import { remoteSession } from '../shared/worker/remote-session.js'
import {
  type RequestClient,
  requestClient,
} from '../shared/worker/request-client.js'
import { faultOf } from '../shared/worker/worker-protocol.js'
import type {
  FileQuestion,
  ProcessAnswers,
  ProcessModel,
  ProcessRequest,
} from './engine-process-protocol.js'
import { spawnProcess } from './spawn-process.js'

/** Which engine runs in processes of its own, and how they are started. */
export type ProcessEngineOptions = {
  /**
   * What exports the engine: `@aichain/inference/onnx`,
   * `@aichain/inference/integer`, or a URL. Names are looked up from this
   * package; of an engine of your own, pass `import.meta.resolve('…')`.
   */
  readonly module: string | URL
  /** Name of the function that makes it, such as `onnxEngine`. */
  readonly exportName: string
  /** What that function is called with; plain data. Default: nothing. */
  readonly argument?: unknown
  /** Which pins the engine can satisfy. */
  readonly executionProvider: InferenceEngine['executionProvider']
  /**
   * Options of Node for the process. Default: none, not even this one's own.
   * `['--liftoff', '--no-wasm-tier-up']` compiles WebAssembly with the other of
   * V8's two compilers.
   */
  readonly execArgv?: readonly string[] | undefined
  /** The package's `dist/engine-process.js`, where a bundler has moved it. */
  readonly script?: URL | undefined
}

/**
 * An engine whose every model runs in a process of its own: a witness that
 * shares neither memory nor compiled code with this process. Its processes end when their session is closed, and with this one.
 *
 * Use two witnesses with V8's two WebAssembly compilers: a fault in either, or
 * in one start, does not become a model's golden vector.
 *
 * Errors: those of the engine; `InferenceFailedError` when the process cannot be
 * started, ends, or the module does not export the function.
 *
 * @example
 * ```ts
 * import { processEngine } from '@aichain/inference/node'
 *
 * const onnx = {
 *   module: '@aichain/inference/onnx',
 *   exportName: 'onnxEngine',
 *   executionProvider: 'wasm',
 * } as const
 * const witnesses = [
 *   processEngine(onnx),
 *   processEngine({ ...onnx, execArgv: ['--liftoff', '--no-wasm-tier-up'] }),
 * ]
 * ```
 */
export function processEngine(options: ProcessEngineOptions): InferenceEngine {
  return {
    executionProvider: options.executionProvider,
    runtime: async () => {
      const child = startProcess(options, undefined)
      try {
        return await askEngine(child, options)
      } finally {
        await child.close()
      }
    },
    load: (model, call = {}) =>
      withTimeout({ ...call, operation: 'load' }, (signal) =>
        load(options, model, { ...call, signal }),
      ),
  }
}

type EngineProcess = RequestClient<ProcessRequest, ProcessAnswers>

async function load(
  options: ProcessEngineOptions,
  model: ModelFiles,
  { signal, onProgress }: CallOptions<LoadProgress>,
): Promise<InferenceSession> {
  const reading = new AbortController()
  const child = startProcess(options, async (path) => {
    const content = await model.read(path, { signal: reading.signal })
    onProgress?.({ type: 'file', path, size: content.length })
    return content
  })
  try {
    const pin = await raceSignal(askEngine(child, options), signal)
    checkRuntime(model.manifest.runtime, pin)
    onProgress?.({ type: 'session' })
    const source: ProcessModel = { manifest: model.manifest }
    await raceSignal(child.ask({ type: 'load', source }), signal)
    return remoteSession(child)
  } catch (error) {
    reading.abort(error)
    await child.close()
    throw error
  }
}

function askEngine(
  child: EngineProcess,
  { module, exportName, argument }: ProcessEngineOptions,
): Promise<RuntimePin> {
  const source = { module: String(module), exportName, argument }
  return child.ask({ type: 'engine', source })
}

/** @param read - Gives the process the files it asks for. */
function startProcess(
  { script, execArgv = [] }: ProcessEngineOptions,
  read: ((path: string) => Promise<Uint8Array>) | undefined,
): EngineProcess {
  const url = script ?? new URL('./engine-process.js', import.meta.url)
  return requestClient(({ onMessage, onEnd }) => {
    const child = spawnProcess(url, execArgv, {
      onEnd,
      onMessage: (message) => {
        const { file, path } = message as Partial<FileQuestion>
        if (file === undefined || path === undefined) return onMessage(message)
        read?.(path).then(
          (content) => child.post({ file, content }),
          (error) => child.post({ file, fault: faultOf(error) }),
        )
      },
    })
    return child
  })
}
