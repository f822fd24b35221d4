// As much of a browser's workers as wllama needs, over threads of Node.js.
// Imported by the main thread, and by the prelude in each worker: as a program
// of its own in plain JavaScript (run-engine.ts).
import { resolveObjectURL } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  parentPort,
  type Transferable,
  Worker,
  workerData,
} from 'node:worker_threads'

type PostOptions =
  | readonly Transferable[]
  | { readonly transfer?: readonly Transferable[] }

/** What goes over instead of being copied. */
function transferOf(options: PostOptions = []): readonly Transferable[] {
  return 'transfer' in options
    ? (options.transfer ?? [])
    : (options as readonly Transferable[])
}

type MessageListener = (event: { readonly data: unknown }) => void

/** A worker of a `blob:` URL. */
class WebWorker {
  #thread: Worker | undefined
  readonly #waiting: [unknown, readonly Transferable[]][] = []
  onmessage: MessageListener | null = null
  onerror: ((error: unknown) => void) | null = null

  constructor(url: string | URL, { name = '' } = {}) {
    this.#start(url, name).catch((error) => this.onerror?.(error))
  }

  async #start(url: string | URL, name: string): Promise<void> {
    const code = await resolveObjectURL(String(url))?.text()
    const thread = new Worker(`${prelude};${code}`, {
      eval: true,
      workerData: { name },
    })
    this.#thread = thread
    thread.on('message', (data) => this.onmessage?.({ data }))
    thread.on('error', (error) => this.onerror?.(error))
    for (const [data, transfer] of this.#waiting) {
      thread.postMessage(data, transfer)
    }
  }

  postMessage(data: unknown, options?: PostOptions): void {
    const transfer = transferOf(options)
    if (this.#thread) this.#thread.postMessage(data, transfer)
    else this.#waiting.push([data, transfer])
  }

  terminate(): void {
    this.#thread?.terminate()
  }
}

/** Makes this thread look like a browser's worker. */
function becomeWebWorker(port: NonNullable<typeof parentPort>): void {
  // What Emscripten asks to tell Node.js from a browser.
  Object.assign(process, { type: 'renderer' })
  const scope = Object.assign(globalThis, {
    WorkerGlobalScope: class {},
    name: workerData.name,
    onmessage: null as MessageListener | null,
    postMessage: (data: unknown, options?: PostOptions) =>
      port.postMessage(data, transferOf(options)),
  })
  port.on('message', (data) => scope.onmessage?.({ data }))
}

/**
 * Fetches `disk:` URLs. Node.js fetches no files, and Emscripten would not ask
 * it for a `file:` URL.
 */
async function fetchFile(url: string | URL): Promise<Response> {
  const path = fileURLToPath(String(url).replace(/^disk:/, 'file:'))
  return new Response(readFileSync(path), {
    headers: { 'content-type': 'application/wasm' },
  })
}

Object.assign(globalThis, {
  self: globalThis,
  location: { href: import.meta.url },
  Worker: WebWorker,
  fetch: fetchFile,
})
if (parentPort) becomeWebWorker(parentPort)

// Of a script, as wllama's workers are; the Node.js that runs it requires modules.
const prelude = `require(${JSON.stringify(fileURLToPath(import.meta.url))})`
