import { bytesToHex, type Digest, InvalidArgumentError } from '@aichain/base'
import type { OnnxRuntimePin } from '../../document/manifest.js'
import { EngineUnavailableError } from '../../errors/inference.js'
import { builtin } from '../shared/platform/builtin.js'
import {
  installedVersion,
  resolveInstalled,
} from '../shared/platform/installed-package.js'
import { readLocal } from '../shared/platform/read-local.js'
import { textPin } from '../shared/text/text-pin.js'
import type { RuntimeFiles } from './runtime/start-runtime.js'

const WASM = 'onnxruntime-web/ort-wasm-simd-threaded.wasm'
const LOADER = 'onnxruntime-web/ort-wasm-simd-threaded.mjs'

/**
 * Where ONNX Runtime's two files are. Node.js finds them in the installed
 * package; a browser must be told where its own origin serves them.
 */
export type RuntimeLocation = {
  /** `ort-wasm-simd-threaded.wasm` */
  readonly wasm: string | URL
  /** `ort-wasm-simd-threaded.mjs` */
  readonly loader: string | URL
}

/** The files in memory, and the pin that names them. */
export type PinnedRuntime = {
  readonly files: RuntimeFiles
  readonly pin: OnnxRuntimePin
}

/**
 * Reads the runtime's files once and hashes what was read: these bytes are the
 * ones that run (Node.js imports the loader from its file)
 */
export async function readRuntime(
  location: RuntimeLocation | undefined,
): Promise<PinnedRuntime> {
  const { wasm: wasmUrl, loader: loaderUrl } = location
    ? { wasm: localUrl(location.wasm), loader: localUrl(location.loader) }
    : installedLocation()
  const wasm = await readLocal(wasmUrl)
  const loader = await readLocal(loaderUrl)
  const version = await installedVersion('onnxruntime-web', WASM)
  return {
    files: { wasm, loader: importableUrl(loaderUrl, loader), version },
    pin: {
      package: 'onnxruntime-web',
      version,
      wasm: await sha256(wasm),
      loader: await sha256(loader),
      executionProvider: 'wasm',
      threads: 1,
      graphOptimization: 'basic',
      schedule: 'prefill-then-one-token/1',
      text: await textPin(),
    },
  }
}

/** Code must come from the machine or the site itself, never from a CDN. */
function localUrl(location: string | URL): URL {
  const { origin, href } = globalThis.location ?? {}
  const url = new URL(location, href)
  const isLocal = builtin('node:module')
    ? url.protocol === 'file:'
    : url.origin === origin
  if (isLocal) return url
  throw new InvalidArgumentError({
    argument: 'runtime',
    expected:
      'a file: URL in Node.js, or a URL of the same origin in a browser',
    actual: url.href,
  })
}

function installedLocation(): { readonly wasm: URL; readonly loader: URL } {
  const wasm = resolveInstalled('onnxruntime-web', WASM)
  const loader = resolveInstalled('onnxruntime-web', LOADER)
  if (wasm && loader) return { wasm, loader }
  throw new EngineUnavailableError({
    missing: 'ort-wasm-simd-threaded.wasm',
    remedy:
      "Serve onnxruntime-web's ort-wasm-simd-threaded.wasm and .mjs from your site, and pass their URLs as the option 'runtime'.",
  })
}

/** A browser imports the very bytes that were hashed; Node.js reads the file. */
function importableUrl(url: URL, content: Uint8Array): string {
  if (builtin('node:module')) return url.href
  const type = 'text/javascript'
  return URL.createObjectURL(new Blob([content as BlobPart], { type }))
}

async function sha256(content: Uint8Array): Promise<Digest> {
  const { subtle } = globalThis.crypto
  const digest = await subtle.digest('SHA-256', content as BufferSource)
  return bytesToHex(new Uint8Array(digest))
}
