import { RuntimeMismatchError } from '../../../errors/inference.js'
import { importPeer } from '../../shared/platform/peers.js'
import type { OnnxRuntime } from './language-model.js'

/** The bytes and code that run graphs. */
export type RuntimeFiles = {
  readonly wasm: Uint8Array
  /** URL of the loader that instantiates `wasm`. */
  readonly loader: string
  /** Version that the package must report. */
  readonly version: string
}

/**
 * Starts ONNX Runtime on exactly these files, once per thread: it holds them in
 * a global of its own. One thread, because more would change the order of sums.
 */
export async function startRuntime(files: RuntimeFiles): Promise<OnnxRuntime> {
  const runtime = await importPeer(
    'onnxruntime-web',
    () => import('onnxruntime-web/wasm'),
  )
  const version = runtime.env.versions.web ?? 'unknown'
  if (version !== files.version) {
    throw new RuntimeMismatchError({
      field: 'version',
      pinned: files.version,
      actual: version,
    })
  }
  const { wasm } = runtime.env
  wasm.numThreads = 1
  wasm.proxy = false
  // Given as bytes, so that nothing is fetched, neither from here nor a CDN.
  wasm.wasmBinary = files.wasm
  wasm.wasmPaths = { mjs: files.loader }
  runtime.env.logLevel = 'error'
  return runtime
}
