/** A queue of one place: who gives waits until the reader wants more. */
export type Handover<T> = AsyncIterable<T> & {
  /** Resolves once the item was used, or nobody reads any more. */
  readonly give: (item: T) => Promise<void>
  /** Ends the iteration, or makes it reject. */
  readonly end: (failure?: { readonly error: unknown }) => void
}

/** Passes items from one loop to another, so that neither runs ahead. */
export function handover<T>(): Handover<T> {
  let offer: { readonly item: T; readonly used: () => void } | undefined
  let closed: { readonly failure?: { readonly error: unknown } } | undefined
  let wake = () => {}

  return {
    give: (item) =>
      new Promise<void>((used) => {
        if (closed) return used()
        offer = { item, used }
        wake()
      }),
    end: (failure) => {
      closed ??= failure ? { failure } : {}
      offer?.used()
      wake()
    },
    async *[Symbol.asyncIterator]() {
      try {
        while (!closed) {
          if (offer) {
            yield offer.item
            offer?.used()
            offer = undefined
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve
            })
          }
        }
        if (closed.failure) throw closed.failure.error
      } finally {
        closed ??= {}
        offer?.used()
      }
    },
  }
}
