/** What is sent at one end is iterated at the other. For one reader. */
export type Channel<T> = AsyncIterable<T> & {
  readonly send: (item: T) => void
  /** Ends the iteration, or makes it reject, after what was sent. */
  readonly end: (failure?: { readonly error: unknown }) => void
}

/** A channel without a limit: for small things that come in step with work. */
export function channel<T>(): Channel<T> {
  const items: T[] = []
  let ended = false
  let failure: { readonly error: unknown } | undefined
  let wake = () => {}
  return {
    send: (item) => {
      items.push(item)
      wake()
    },
    end: (reason) => {
      if (!ended) failure = reason
      ended = true
      wake()
    },
    async *[Symbol.asyncIterator]() {
      while (true) {
        while (items.length > 0) yield items.shift() as T
        if (failure) throw failure.error
        if (ended) return
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
