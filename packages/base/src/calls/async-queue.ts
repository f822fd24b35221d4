import { onAbort } from './on-abort.js'

/** A queue that is pushed to at one end and iterated at the other. */
export type AsyncQueue<T> = AsyncIterableIterator<T> & {
  /** Adds an item; ignored once the queue has ended. */
  readonly push: (item: T) => void
  /** Ends the iteration after the items already pushed. */
  readonly end: () => void
  /** Makes the iteration reject with `error` after the items already pushed. */
  readonly fail: (error: unknown) => void
  /** Whether nothing more can be pushed. */
  readonly closed: boolean
}

type Waiter<T> = {
  readonly resolve: (result: IteratorResult<T>) => void
  readonly reject: (error: unknown) => void
}

type State<T> = {
  readonly items: T[]
  readonly waiters: Waiter<T>[]
  ended: boolean
  /** Held in an object, so that `undefined` can be a reason too. */
  failure: { readonly error: unknown } | undefined
}

/**
 * Turns pushes into an `AsyncIterable`. Nothing waits for the reader: items are
 * kept until they are read.
 *
 * `onClose` runs exactly once, when the queue ends in whatever way: `end`,
 * `fail`, `break` or `throw` in the reader's loop, or the signal. An abort
 * drops what is buffered and rejects at once with the signal's reason.
 */
export function asyncQueue<T>(
  options: {
    readonly signal?: AbortSignal | undefined
    readonly onClose?: (() => void) | undefined
  } = {},
): AsyncQueue<T> {
  const { signal, onClose } = options
  const state: State<T> = {
    items: [],
    waiters: [],
    ended: false,
    failure: undefined,
  }

  let forget = () => {}
  const close = (failure?: { readonly error: unknown }) => {
    if (state.ended) return
    state.ended = true
    state.failure = failure
    forget()
    settleWaiters(state)
    onClose?.()
  }
  const abort = () => {
    state.items.length = 0
    close({ error: signal?.reason })
  }

  const queue: AsyncQueue<T> = {
    get closed() {
      return state.ended
    },
    push: (item) => {
      if (state.ended) return
      const waiter = state.waiters.shift()
      if (waiter) waiter.resolve({ done: false, value: item })
      else state.items.push(item)
    },
    end: () => close(),
    fail: (error) => close({ error }),
    next: () => take(state),
    return: async () => {
      state.items.length = 0
      state.failure = undefined
      close()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => queue,
  }

  forget = onAbort(signal, abort)
  return queue
}

function take<T>(state: State<T>): Promise<IteratorResult<T>> {
  const { items, waiters } = state
  if (items.length > 0) {
    return Promise.resolve({ done: false, value: items.shift() as T })
  }
  if (!state.ended) {
    return new Promise((resolve, reject) => waiters.push({ resolve, reject }))
  }
  const failure = state.failure
  if (!failure) return Promise.resolve({ done: true, value: undefined })
  // An iteration fails once; after that it is over.
  state.failure = undefined
  return Promise.reject(failure.error)
}

function settleWaiters<T>(state: State<T>): void {
  for (const waiter of state.waiters.splice(0)) {
    take(state).then(waiter.resolve, waiter.reject)
  }
}
