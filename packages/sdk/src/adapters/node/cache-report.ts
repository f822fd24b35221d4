import type { Cid, LogFacts, Logger } from '@aichain/base'

/** Tells an operator what becomes of a cache. */
export type CacheReport = {
  /** Something could not be read or kept. Told once for each reason. */
  readonly failed: (reason: string) => void
  /** A block was kept. */
  readonly worked: () => void
  readonly damaged: (block: Cid) => void
}

/** A model has thousands of blocks, and one warning is enough for all of them. */
export function cacheReport(folder: string, logger: Logger): CacheReport {
  let told: string | undefined
  const tell = (level: 'info' | 'warn', message: string, facts: LogFacts) => {
    try {
      logger[level](message, { folder, ...facts })
    } catch {
      // A logger that fails must not fail the node, and nobody is left to tell.
    }
  }
  return {
    failed: (reason) => {
      if (reason === told) return
      told = reason
      tell('warn', 'the model cache keeps no more, the node goes on', {
        reason,
      })
    },
    worked: () => {
      if (told !== undefined) tell('info', 'the model cache works again', {})
      told = undefined
    },
    damaged: (block) =>
      tell('warn', 'a kept block was damaged and is fetched again', { block }),
  }
}
