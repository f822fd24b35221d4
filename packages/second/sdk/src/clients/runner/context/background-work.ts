/** Work that goes on beside its beginner. */
export type BackgroundWork = {
  /** The work must not reject: who would hear of it? */
  readonly add: (work: Promise<void>) => void
  /** Resolves once nothing is at work, also nothing begun meanwhile. */
  readonly whenIdle: () => Promise<void>
}

/** Keeps hold of work that nobody awaits, so that an ending node can wait for it. */
export function backgroundWork(): BackgroundWork {
  const running = new Set<Promise<void>>()
  return {
    add: (work) => {
      const run = work.finally(() => running.delete(run))
      running.add(run)
    },
    whenIdle: async () => {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
