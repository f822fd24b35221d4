import { raceSignal, withTimeout } from '@aichain/base'
import { TaskDroppedError } from '../../errors/task.js'
import type { ChainUpdate } from '../../ports/chain.js'
import { awaitEnd } from './await-end.js'
import { createCloser } from './closing.js'
import type { TaskContext } from './context.js'
import {
  attempt,
  beginFollowing,
  type Follower,
  isBelieved,
  startFollower,
  tellSlow,
} from './follower.js'
import { findPosting, type PostedTask } from './posted-task.js'
import { readSnapshot, type TaskSnapshot } from './snapshot.js'
import { isContradicted, nothingTold, stepsTo, toldBy } from './telling.js'
import type { TaskStep } from './update.js'
import { createWakeups } from './wakeups.js'

/** How often what depends on time is looked at while the chain is silent, in milliseconds. */
const heartbeat = 1_000
/** After how long the task is read again though nothing was heard of it. */
const refresh = 5_000
/** One look; an endpoint that takes a request and never answers is in trouble. */
const lookTimeout = 10_000

/**
 * Tells the life of a task from its posting, which was told already, to its
 * answer or its refund.
 *
 * Level-triggered: an event is only a reason to read the task's state again,
 * and so is the passing of time; what is told is the difference to what was told
 * before. So no missed event, lost connection or reorganization can leave a
 * follower behind.
 */
export async function* followTask(
  context: TaskContext,
  task: PostedTask,
  signal: AbortSignal,
): AsyncGenerator<TaskStep> {
  const { chain, clock } = context
  const follower = startFollower(context, task, signal)
  const { trouble } = follower
  const { parameters, head: first } = yield* beginFollowing(follower)
  let head = first
  const closer = createCloser(context, task, parameters)
  const wakeups = createWakeups(chain, clock, head.number, signal)
  try {
    for (;;) {
      const update = await wakeups.next(heartbeat)
      if (update?.type === 'blocks') head = update.head
      if (update) trouble.blockSeen()
      note(follower, update)
      if (follower.isStale) yield* catchUp(follower)
      yield* trouble.news()
      const end = await awaitEnd(follower)
      if (end) {
        yield end
        return
      }
      const { snapshot, isStale } = follower
      // Only a round without any failure ends the count of a failing chain.
      if (!isStale) follower.failingSince = undefined
      if (snapshot) closer.attend(snapshot, head)
    }
  } finally {
    closer.stop()
    wakeups.close()
  }
}

/** Decides whether to look again: most blocks of a chain have nothing of the task. */
function note(follower: Follower, update: ChainUpdate | undefined): void {
  const { context, task, snapshot } = follower
  if (update?.type === 'reorganized') {
    follower.ancestor = update.ancestor
    follower.isMovable = true
  }
  const isNews =
    update?.type === 'reorganized' ||
    update?.events.some((event) => 'task' in event && event.task === task.id)
  // The committee comes with a block, not with an event.
  const isAwaited = update !== undefined && snapshot?.members === undefined
  const isOld = context.clock.now() - follower.lookedAt >= refresh
  follower.isStale ||= isNews || isAwaited || isOld
}

/** Looks at the task again and tells what is new, or what is no longer so. */
async function* catchUp(follower: Follower): AsyncGenerator<TaskStep> {
  const { signal, told } = follower
  const before = follower.snapshot
  const looking = raceSignal(look(follower), signal)
  if (!(yield* tellSlow(follower, looking))) return
  if (isContrary(follower, before)) {
    if (!isBelieved(follower)) return
    const ancestor = follower.ancestor ?? (told.addedIn ?? 1n) - 1n
    yield { type: 'reorganized', ancestor }
    follower.told = nothingTold
  }
  follower.doubtedSince = undefined
  const { snapshot } = follower
  if (!snapshot) return
  follower.isMovable = false
  if (follower.told.addedIn === undefined) {
    const posting = await raceSignal(postingOf(follower), signal)
    if (!posting) return
    yield posting
  }
  yield* stepsTo(follower.told, snapshot)
  follower.told = toldBy(snapshot, follower.told)
}

/** Whether the newest look contradicts what was told. */
function isContrary(
  follower: Follower,
  before: TaskSnapshot | undefined,
): boolean {
  const { doubtedSince, snapshot, told } = follower
  if (snapshot) return isContradicted(told, snapshot) || hasMoved(follower)
  // A server that has not heard of the task yet takes nothing back.
  return before !== undefined || doubtedSince !== undefined
}

/** Whether a decided task, which the chain no longer knows the block of, was in one that is gone. */
function hasMoved({ ancestor, isMovable, snapshot, told }: Follower): boolean {
  if (!isMovable || ancestor === undefined || !snapshot) return false
  if (snapshot.record.addedIn !== undefined) return false
  return told.addedIn !== undefined && told.addedIn > ancestor
}

/** Reads the task; false if that failed in a way that may pass. */
async function look(follower: Follower): Promise<boolean> {
  const { context, task, signal } = follower
  const { chain, clock } = context
  const call = { signal, clock, timeout: lookTimeout, operation: 'Looking' }
  const read = await attempt(follower, () =>
    withTimeout(call, (inner) => readSnapshot(chain, task.id, inner)),
  )
  if (!read.ok) return false
  follower.snapshot = read.value
  follower.isStale = false
  follower.lookedAt = context.clock.now()
  refuseLongAbsence(follower)
  return true
}

function refuseLongAbsence(follower: Follower): void {
  const { context, task, snapshot } = follower
  const { clock, patience } = context
  if (snapshot) {
    follower.missingSince = undefined
    return
  }
  follower.missingSince ??= clock.now()
  // Until it is back, every wake-up is a reason to look.
  follower.isStale = true
  if (clock.now() - follower.missingSince < patience.reinclusion) return
  const { id, transactionHash } = task
  throw new TaskDroppedError({ task: id, transactionHash })
}

/** Where the task stands after it was moved to another block. */
async function postingOf(follower: Follower): Promise<TaskStep | undefined> {
  const { context, task, signal } = follower
  const found = await attempt(follower, () =>
    findPosting(context.chain, task.id, signal),
  )
  if (!found.ok) return undefined
  const { id, transactionHash, blockNumber, fee } = found.value
  return { type: 'posted', task: id, transactionHash, blockNumber, fee }
}
