/**
 * Lets at most so many pieces of work run at once; the others wait in turn.
 */
export function limitConcurrency(
  most: number,
): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running < most) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // Whoever comes next takes this place over.
      if (next) next()
      else running -= 1
    }
  }
}
