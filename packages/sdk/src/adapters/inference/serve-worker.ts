import { builtin } from './builtin.js'
import type { LoadedModel } from './generation.js'
import type { RequestEnvelope } from './worker-protocol.js'
import { workerRequests } from './worker-requests.js'

/** The same two calls under Node.js and in a browser. */
type Port = {
  readonly listen: (listener: (message: unknown) => void) => void
  readonly post: (message: unknown) => void
}

/** The global scope of a dedicated worker, which the DOM's types do not know. */
type WorkerScope = {
  readonly addEventListener: (
    type: 'message',
    listener: (event: { readonly data: unknown }) => void,
  ) => void
  readonly postMessage: (message: unknown) => void
}

function openPort(): Port {
  const parent = builtin('node:worker_threads')?.parentPort
  if (parent) {
    return {
      listen: (listener) => parent.on('message', listener),
      post: (message) => parent.postMessage(message),
    }
  }
  const scope = globalThis as unknown as WorkerScope
  return {
    listen: (listener) =>
      scope.addEventListener('message', ({ data }) => listener(data)),
    post: (message) => scope.postMessage(message),
  }
}

/** Makes this thread an engine's worker. */
export function serveWorker(
  load: (source: unknown) => Promise<LoadedModel>,
): void {
  const port = openPort()
  const answer = workerRequests(load)
  port.listen(async (message) => {
    port.post(await answer(message as RequestEnvelope))
  })
}
