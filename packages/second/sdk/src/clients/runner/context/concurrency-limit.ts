/** Runs work, at most so much at once; the rest waits in order. */
export type ConcurrencyLimit = <T>(work: () => Promise<T>) => Promise<T>

/** After an outage a node may have a thousand tasks to look at: not all at once. */
export function concurrencyLimit(maximum: number): ConcurrencyLimit {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= maximum) {
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else {
      running += 1
    }
    try {
      return await work()
    } finally {
      // The place goes to who waits longest; only without one it is given up.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
