import {
  AichainError,
  accept,
  type Result,
  raceSignal,
  refuse,
  retryDelay,
} from '@aichain/base'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { BlockReference } from '../../core/task/task.js'
import { parametersOf, type TaskContext } from './context.js'
import { endpointLag } from './endpoint-lag.js'
import type { PostedTask } from './posted-task.js'
import type { TaskSnapshot } from './snapshot.js'
import { nothingTold, type Told } from './telling.js'
import { type Trouble, watchTrouble } from './trouble.js'
import type { TaskStep } from './update.js'

/** Tries to begin on a chain that does not answer. */
const beginAttempts = 10
/** A look that takes longer is worth telling, in milliseconds. */
const slowLook = 3_000

/** Where a follower stands. */
export type Follower = {
  readonly context: TaskContext
  readonly task: PostedTask
  readonly signal: AbortSignal
  told: Told
  /** The newest look at the task; `undefined` if the chain did not have it. */
  snapshot: TaskSnapshot | undefined
  /** Whether there is a reason to look again: news, or a failure to look. */
  isStale: boolean
  /** When it was last looked at. */
  lookedAt: number
  /** When the task was first missed, and when reading first failed. */
  missingSince: number | undefined
  failingSince: number | undefined
  /** Whether the chain can be heard of. */
  readonly trouble: Trouble
  /** The last one that the chain told of. */
  ancestor: bigint | undefined
  /** Whether a reorganization may have moved the task since it was last looked at. */
  isMovable: boolean
  /** Since when looks contradict what was told, of which the chain has told no cause. */
  doubtedSince: number | undefined
  /** Why the output could not be fetched so far. */
  outputFailure: unknown
}

/** A follower of a task whose posting was told. */
export function startFollower(
  context: TaskContext,
  task: PostedTask,
  signal: AbortSignal,
): Follower {
  return {
    context,
    task,
    signal,
    told: { ...nothingTold, addedIn: task.blockNumber },
    snapshot: undefined,
    isStale: true,
    lookedAt: 0,
    missingSince: undefined,
    failingSince: undefined,
    trouble: watchTrouble(context.clock, context.patience.silence),
    ancestor: undefined,
    isMovable: false,
    doubtedSince: undefined,
    outputFailure: undefined,
  }
}

/**
 * Reads the chain. A failure that may pass leaves the follower stale, so that
 * it tries again with the next wake-up; whether the chain is unreachable is for
 * the watcher to say. But a chain whose blocks are seen and which can never be
 * read is not followed for ever.
 */
export async function attempt<T>(
  follower: Follower,
  read: () => Promise<T>,
): Promise<Result<T, AichainError>> {
  const { context, task, signal, trouble } = follower
  const { clock, logger, patience } = context
  try {
    const value = await read()
    trouble.worked()
    return accept(value)
  } catch (error) {
    if (signal.aborted || !isPassing(error)) throw error
    trouble.failed()
    follower.isStale = true
    follower.failingSince ??= clock.now()
    if (clock.now() - follower.failingSince > patience.overdue) throw error
    logger.debug('task not read', { task: task.id, reason: error.code })
    return refuse(error)
  }
}

/**
 * Whether a look that contradicts what was told is to be told: at once where the
 * chain told of a reorganization, otherwise when later looks still do. One
 * endpoint may be behind another, and then the next look agrees again.
 */
export function isBelieved(follower: Follower): boolean {
  const now = follower.context.clock.now()
  follower.doubtedSince ??= now
  if (follower.isMovable || now - follower.doubtedSince >= endpointLag)
    return true
  follower.isStale = true
  return false
}

/** A task that is gone may come back; how long to wait for it is bounded elsewhere. */
export function isPassing(error: unknown): error is AichainError {
  if (!AichainError.isInstance(error)) return false
  return error.isRetryable || error.code === 'task-not-found'
}

/** A chain that is out for a moment must not end what has not begun. */
export async function* beginFollowing(
  follower: Follower,
): AsyncGenerator<
  TaskStep,
  { readonly parameters: ProtocolParameters; readonly head: BlockReference }
> {
  const { context, trouble, signal } = follower
  const { chain, clock } = context
  const read = async () => {
    const parameters = await parametersOf(context, signal)
    return { parameters, head: await chain.getHead({ signal }) }
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      const beginning = yield* tellSlow(follower, raceSignal(read(), signal))
      trouble.worked()
      return beginning
    } catch (error) {
      const isOver = signal.aborted || attempt === beginAttempts
      if (isOver || !isPassing(error)) throw error
      trouble.failed()
      yield* trouble.news()
      await clock.sleep(retryDelay(attempt), signal)
    }
  }
}

/** Waits for a look; one that takes long is told as trouble before it has failed. */
export async function* tellSlow<T>(
  { context, trouble }: Follower,
  looking: Promise<T>,
): AsyncGenerator<TaskStep, T> {
  const since = context.clock.now()
  const timer = new AbortController()
  const isSlow = context.clock.sleep(slowLook, timer.signal).then(
    () => true,
    // The look was faster.
    () => false,
  )
  try {
    const first = await Promise.race([looking.then(() => false), isSlow])
    if (first) {
      trouble.failed(since)
      yield* trouble.news()
    }
    return await looking
  } finally {
    timer.abort()
  }
}
