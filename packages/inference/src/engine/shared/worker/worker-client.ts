import {
  EngineUnavailableError,
  InferenceFailedError,
} from '../../../errors/inference.js'
import { type RequestClient, requestClient } from './request-client.js'
import { spawnWorker, type WorkerScript } from './spawn-worker.js'
import type { WorkerAnswers, WorkerRequest } from './worker-protocol.js'

/** A worker that answers requests until it is closed or breaks. */
export type WorkerClient = RequestClient<WorkerRequest, WorkerAnswers>

/** Starts an engine's worker. */
export function workerClient(script: WorkerScript): WorkerClient {
  return requestClient(({ onMessage, onEnd }) =>
    spawnWorker(script, {
      onMessage,
      onEnd: (reason, cause) => onEnd(endError(script, reason, cause)),
    }),
  )
}

function endError(
  { url: script }: WorkerScript,
  reason: string,
  cause: unknown,
): Error {
  const code = (cause as { code?: unknown } | undefined)?.code
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') {
    return new InferenceFailedError({ reason, cause })
  }
  const missing = script.pathname.split('/').at(-1) ?? script.href
  return new EngineUnavailableError({
    missing,
    remedy: `Build the package, or pass the location of its dist/${missing} as the engine's option 'worker'.`,
    cause,
  })
}
