import { raceSignal } from '@aichain/base'

/** One run of something, told to everybody who asks while it lasts. */
export type JointRun<T> = {
  /**
   * All parts, from the first. Leaving, or an abort, leaves the run to the
   * others; the last one to leave stops it.
   */
  readonly read: (signal: AbortSignal) => AsyncGenerator<T, void, undefined>
}

/**
 * Begins a run at once, and does not wait for its readers: they are many, and
 * each has its own pace.
 *
 * @param start - Gives the parts; told by the signal when nobody reads any more.
 * @param onEnd - Called once it has ended, or nobody reads any more: who asks
 *   from then on needs another run.
 */
export function jointRun<T>(
  start: (signal: AbortSignal) => AsyncIterable<T>,
  onEnd: () => void,
): JointRun<T> {
  const parts: T[] = []
  const stopping = new AbortController()
  let readers = 0
  let told = newBell()

  const run = async (): Promise<void> => {
    try {
      for await (const part of start(stopping.signal)) {
        parts.push(part)
        told.ring()
        told = newBell()
      }
    } finally {
      onEnd()
    }
  }
  const ended = run()
  // Each reader is told; without one it is nobody's failure.
  ended.catch(() => {})

  return {
    read: async function* (signal) {
      readers += 1
      try {
        for (let next = 0; ; next += 1) {
          while (next === parts.length) {
            const more = Promise.race([told.rung, ended.then(() => 'ended')])
            const word = await raceSignal(more, signal)
            if (word === 'ended' && next === parts.length) return
          }
          signal.throwIfAborted()
          yield parts[next] as T
        }
      } finally {
        readers -= 1
        if (readers === 0) {
          onEnd()
          stopping.abort()
        }
      }
    },
  }
}

/** Something to wait for that happens once. */
function newBell() {
  let ring = () => {}
  const rung = new Promise<void>((resolve) => {
    ring = resolve
  })
  return { ring: () => ring(), rung }
}
