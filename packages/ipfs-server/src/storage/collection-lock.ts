/**
 * Keeps garbage collection apart from writing: between the write of a block
 * and its pin, a collection would take the block away.
 */
export type CollectionLock = {
  /** Writers run beside each other, and never during a collection. */
  readonly write: <T>(work: () => Promise<T>) => Promise<T>
  /** A collection waits for the writers at work, and later ones wait for it. */
  readonly collect: <T>(work: () => Promise<T>) => Promise<T>
}

/** A new lock that nobody holds. */
export function collectionLock(): CollectionLock {
  const writers = new Set<Promise<unknown>>()
  let collecting: Promise<unknown> = Promise.resolve()

  return {
    write: async (work) => {
      // Another collection may have begun while this one was waited for.
      for (let last: unknown; last !== collecting; ) {
        last = collecting
        await collecting
      }
      const writing = work()
      const settled = writing.then(noop, noop)
      writers.add(settled)
      settled.then(() => writers.delete(settled))
      return writing
    },
    collect: (work) => {
      const before = Promise.all([collecting, ...writers])
      const result = before.then(work)
      collecting = result.then(noop, noop)
      return result
    },
  }
}

function noop(): void {}
