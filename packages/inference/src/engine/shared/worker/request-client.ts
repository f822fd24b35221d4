import { SessionClosedError } from '../../../errors/inference.js'
import type { SpawnedWorker } from './spawn-worker.js'
import { errorOf, type ReplyEnvelope } from './worker-protocol.js'

/** Something apart that answers requests until it is closed or breaks. */
export type RequestClient<
  Request extends { readonly type: string },
  Answers extends Readonly<Record<Request['type'], unknown>>,
> = {
  readonly ask: <const R extends Request>(
    request: R,
  ) => Promise<Answers[R['type']]>
  /** Aborts when it ends in whatever way, with the error that says so. */
  readonly ended: AbortSignal
  /** Ends it; what is pending rejects with `SessionClosedError`. */
  readonly close: () => Promise<void>
}

/** What whoever was spawned tells. */
export type ReplyListeners = {
  readonly onMessage: (message: unknown) => void
  readonly onEnd: (error: Error) => void
}

type Pending = {
  readonly resolve: (answer: never) => void
  readonly reject: (error: unknown) => void
}

/**
 * Pairs requests with replies. What was spawned keeps the process alive only
 * while a request is pending, so a forgotten session does not hang the caller's
 * program.
 */
export function requestClient<
  Request extends { readonly type: string },
  Answers extends Readonly<Record<Request['type'], unknown>>,
>(
  spawn: (listeners: ReplyListeners) => SpawnedWorker,
): RequestClient<Request, Answers> {
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
  const worker = spawn({
    onMessage: (message) => {
      if (ended.aborted) return
      const reply = message as ReplyEnvelope
      const request = settle(reply.id)
      if ('fault' in reply) request?.reject(errorOf(reply.fault))
      else request?.resolve(reply.answer as never)
    },
    onEnd: end,
  })

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (ended.aborted) return reject(ended.reason)
        const id = count++
        pending.set(id, { resolve, reject })
        worker.hold()
        worker.post({ id, request })
      }),
    ended,
    close: async () => {
      end(new SessionClosedError())
      await worker.terminate()
    },
  }
}
