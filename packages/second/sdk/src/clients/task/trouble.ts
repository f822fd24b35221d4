import type { Clock } from '@aichain/base'
import type { TaskStep } from './update.js'

/** Failures that pass within this time are not told, in milliseconds. */
const tolerance = 2_000

/** What a follower knows about whether it still hears of the chain. */
export type Trouble = {
  /** Says that reading failed, since a moment or since now, or worked again. */
  readonly failed: (since?: number) => void
  readonly worked: () => void
  /** Says that a new block was seen. */
  readonly blockSeen: () => void
  /** What to tell now: that nothing new can be seen, or that it can again. */
  readonly news: () => readonly TaskStep[]
}

/**
 * Notices early that a chain does not answer, or makes no blocks. That is worth
 * telling long before it is worth giving up.
 *
 * @param silence - Milliseconds without a block that are worth telling.
 */
export function watchTrouble(
  clock: Pick<Clock, 'now'>,
  silence: number,
): Trouble {
  let failingSince: number | undefined
  let blockAt = clock.now()
  let told: 'unreachable' | 'no-blocks' | undefined

  const trouble = ():
    | Extract<TaskStep, { type: 'reconnecting' }>
    | undefined => {
    const now = clock.now()
    if (failingSince !== undefined && now - failingSince >= tolerance) {
      const since = failingSince
      return { type: 'reconnecting', reason: 'unreachable', since }
    }
    if (failingSince !== undefined || now - blockAt < silence) return undefined
    return { type: 'reconnecting', reason: 'no-blocks', since: blockAt }
  }

  return {
    failed: (since = clock.now()) => {
      failingSince ??= since
    },
    worked: () => {
      failingSince = undefined
    },
    blockSeen: () => {
      blockAt = clock.now()
    },
    news: () => {
      const now = trouble()
      if (now?.reason === told) return []
      // A failure that is not worth telling yet ends nothing either.
      if (!now && failingSince !== undefined) return []
      told = now?.reason
      return [now ?? { type: 'reconnected' }]
    },
  }
}
