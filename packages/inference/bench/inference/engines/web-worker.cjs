// As much of a browser's workers as wllama needs, over threads of Node.js. Loaded
// into the main thread, and by the prelude into each worker.
const { resolveObjectURL } = require('node:buffer')
const { readFileSync } = require('node:fs')
const { fileURLToPath, pathToFileURL } = require('node:url')
const threads = require('node:worker_threads')

/** A worker of a `blob:` URL. */
class WebWorker {
  #thread
  #waiting = []
  onmessage = null
  onerror = null

  constructor(url, { name = '' } = {}) {
    this.#start(url, name).catch((error) => this.onerror?.(error))
  }

  async #start(url, name) {
    const code = await resolveObjectURL(String(url)).text()
    this.#thread = new threads.Worker(`${prelude};${code}`, {
      eval: true,
      workerData: { name },
    })
    this.#thread.on('message', (data) => this.onmessage?.({ data }))
    this.#thread.on('error', (error) => this.onerror?.(error))
    for (const [data, transfer] of this.#waiting) {
      this.#thread.postMessage(data, transfer)
    }
  }

  postMessage(data, options) {
    const transfer = options?.transfer ?? options ?? []
    if (this.#thread) this.#thread.postMessage(data, transfer)
    else this.#waiting.push([data, transfer])
  }

  terminate() {
    this.#thread?.terminate()
  }
}

/** Makes this thread look like a browser's worker. */
function becomeWebWorker({ parentPort, workerData }) {
  // What Emscripten asks to tell Node.js from a browser.
  process.type = 'renderer'
  Object.assign(globalThis, {
    WorkerGlobalScope: class {},
    name: workerData.name,
    onmessage: null,
    postMessage: (data, options) =>
      parentPort.postMessage(data, options?.transfer ?? options ?? []),
  })
  parentPort.on('message', (data) => globalThis.onmessage?.({ data }))
}

/**
 * Fetches `disk:` URLs. Node.js fetches no files, and Emscripten would not ask
 * it for a `file:` URL.
 */
async function fetchFile(url) {
  const path = fileURLToPath(String(url).replace(/^disk:/, 'file:'))
  return new Response(readFileSync(path), {
    headers: { 'content-type': 'application/wasm' },
  })
}

Object.assign(globalThis, {
  self: globalThis,
  location: { href: pathToFileURL(__filename).href },
  Worker: WebWorker,
  fetch: fetchFile,
})
if (threads.parentPort) becomeWebWorker(threads)

const prelude = `require(${JSON.stringify(__filename)})`
