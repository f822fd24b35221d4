import {
  EngineUnavailableError,
  InferenceFailedError,
  SessionClosedError,
} from '../../errors/inference.js'
import { spawnWorker, type WorkerScript } from './spawn-worker.js'
import {
  errorOf,
  type ReplyEnvelope,
  type RequestEnvelope,
  type WorkerAnswers,
  type WorkerRequest,
} from './worker-protocol.js'

/** A worker that answers requests until it is closed or breaks. */
export type WorkerClient = {
  readonly ask: <const R extends WorkerRequest>(
    request: R,
  ) => Promise<WorkerAnswers[R['type']]>
  /** Aborts when the worker ends in whatever way, with the error that says so. */
  readonly ended: AbortSignal
  /** Ends the thread; what is pending rejects with `SessionClosedError`. */
  readonly close: () => Promise<void>
}

type Pending = {
  readonly resolve: (answer: never) => void
  readonly reject: (error: unknown) => void
}

/**
 * Starts a worker. It keeps the process alive only while a request is pending,
 * so a forgotten session does not hang the caller's program.
 */
export function workerClient(script: WorkerScript): WorkerClient {
  const pending = new Map<number, Pending>()
  const ending = new AbortController()
  const ended = ending.signal
  let count = 0

  const end = (error: Error) => {
    // The first reason stays; a second abort is ignored.
    ending.abort(error)
    for (const { reject } of pending.values()) reject(ended.reason)
    pending.clear()
  }
  const settle = (id: number) => {
    const request = pending.get(id)
    pending.delete(id)
    if (pending.size === 0) worker.release()
    return request
  }
  const worker = spawnWorker(script, {
    onMessage: (message) => {
      if (ended.aborted) return
      const reply = message as ReplyEnvelope
      const request = settle(reply.id)
      if ('fault' in reply) request?.reject(errorOf(reply.fault))
      else request?.resolve(reply.answer as never)
    },
    onEnd: (reason, cause) => end(endError(script.url, reason, cause)),
  })

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (ended.aborted) return reject(ended.reason)
        const envelope: RequestEnvelope = { id: count++, request }
        pending.set(envelope.id, { resolve, reject })
        worker.hold()
        worker.post(envelope)
      }),
    ended,
    close: async () => {
      end(new SessionClosedError())
      await worker.terminate()
    },
  }
}

function endError(script: URL, reason: string, cause: unknown): Error {
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
