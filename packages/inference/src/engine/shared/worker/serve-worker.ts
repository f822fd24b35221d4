import type { LoadedModel } from '../decoding/generation.js'
import { workerPort } from './worker-port.js'
import type { RequestEnvelope } from './worker-protocol.js'
import { workerRequests } from './worker-requests.js'

/** Makes this thread an engine's worker. */
export function serveWorker(
  load: (source: unknown) => Promise<LoadedModel>,
): void {
  const port = workerPort()
  const answer = workerRequests(load)
  port.listen(async (message) => {
    port.post(await answer(message as RequestEnvelope))
  })
}
