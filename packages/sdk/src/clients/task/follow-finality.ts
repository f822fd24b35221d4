import { raceSignal } from '@aichain/base'
import type { ChainUpdate } from '../../ports/chain.js'
import { readVerdict } from '../reader/history.js'
import type { TaskContext } from './context.js'
import {
  attempt,
  beginFollowing,
  type Follower,
  isBelieved,
  startFollower,
  tellSlow,
} from './follower.js'
import type { PostedTask } from './posted-task.js'
import { faultOf, type Standing } from './standing.js'
import type { Answer, TaskStep } from './update.js'
import { createWakeups } from './wakeups.js'

/** How often the passing of time is noticed while the chain is silent, in milliseconds. */
const heartbeat = 1_000
/** After how long the verdict is read again though nothing was heard of it. */
const refresh = 15_000

/**
 * Tells what becomes of a decision after its answer, until nothing can change it
 * any more: appeals, and that it is final or overturned. Returns `reopened`
 * where the chain took the decision back: then the task is to be followed again.
 *
 * Level-triggered, as `followTask`.
 */
export async function* followFinality(
  context: TaskContext,
  task: PostedTask,
  answer: Answer,
  signal: AbortSignal,
): AsyncGenerator<TaskStep, 'ended' | 'reopened'> {
  const { chain, clock } = context
  const follower = startFollower(context, task, signal)
  const { trouble } = follower
  const { head } = yield* beginFollowing(follower)
  const wakeups = createWakeups(chain, clock, head.number, signal)
  let before: Standing | undefined
  try {
    for (;;) {
      const standing = yield* catchUp(follower)
      if (standing && isToBeTold(follower, answer, standing)) {
        const { steps, end } = judge(task, answer, before, standing)
        yield* steps
        if (end) return end
        before = standing
      }
      yield* trouble.news()
      const update = await wakeups.next(heartbeat)
      if (update) trouble.blockSeen()
      follower.isMovable ||= update?.type === 'reorganized'
      const isOld = clock.now() - follower.lookedAt >= refresh
      follower.isStale ||= isOld || isNews(task, before, update)
    }
  } finally {
    wakeups.close()
  }
}

/** Reads how the decision stands, where there is a reason to. */
async function* catchUp(
  follower: Follower,
): AsyncGenerator<TaskStep, Standing | undefined> {
  const { context, task, signal } = follower
  const { chain, clock } = context
  if (!follower.isStale) return undefined
  const read = async (): Promise<Standing> => {
    const [verdict, appeal] = await Promise.all([
      readVerdict(chain, task.id, signal),
      chain.getAppeal(task.id, { signal }),
    ])
    return { verdict, appeal }
  }
  const looking = raceSignal(attempt(follower, read), signal)
  const standing = yield* tellSlow(follower, looking)
  if (!standing.ok) return undefined
  follower.isStale = false
  follower.failingSince = undefined
  follower.lookedAt = clock.now()
  return standing.value
}

/** Whether the decision stands, or is taken back for certain. */
function isToBeTold(
  follower: Follower,
  { outputCid }: Answer,
  { verdict }: Standing,
): boolean {
  if (verdict.output !== outputCid) return isBelieved(follower)
  follower.doubtedSince = undefined
  follower.isMovable = false
  return true
}

/** What is to be told of a decision, and whether that is all. */
function judge(
  task: PostedTask,
  { outputCid }: Answer,
  before: Standing | undefined,
  standing: Standing,
): {
  readonly steps: readonly TaskStep[]
  readonly end?: 'ended' | 'reopened'
} {
  const { verdict, appeal } = standing
  if (verdict.output !== outputCid) {
    const ancestor = task.blockNumber - 1n
    return { steps: [{ type: 'reorganized', ancestor }], end: 'reopened' }
  }
  const steps: TaskStep[] = []
  const attempts = before?.appeal?.attempts ?? 0
  if (appeal && appeal.attempts > attempts) {
    const { task: asked, attempts: attempt } = appeal
    steps.push({ type: 'appealed', appeal: asked, attempt })
  }
  const error = faultOf(standing, task, outputCid)
  if (error) steps.push({ type: 'error', error })
  else if (verdict.isFinal) steps.push({ type: 'final', verdict })
  else return { steps }
  return { steps, end: 'ended' }
}

/** Whether to look again: at what happens to the task and its appeal, at rounds, and once the window is over. */
function isNews(
  { id }: PostedTask,
  standing: Standing | undefined,
  update: ChainUpdate | undefined,
): boolean {
  if (!update || update.type === 'reorganized') return update !== undefined
  const { head, events } = update
  const isOver = head.timestamp >= (standing?.verdict.appealableUntil ?? 0)
  const tasks = [id, standing?.appeal?.task]
  const isAbout = events.some(
    (event) =>
      event.type === 'round-posted' ||
      ('task' in event && tasks.includes(event.task)),
  )
  return isOver || isAbout
}
