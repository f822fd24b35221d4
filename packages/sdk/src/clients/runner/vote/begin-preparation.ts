import { onAbort } from '@aichain/base'
import { taskDeadlines } from '../../../core/task/lifecycle.js'
import {
  glanceAgainAfter,
  lookAgainAfter,
  type Pause,
} from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import type { Place } from '../state/place.js'
import { commitBy } from '../task/next-step.js'
import { tellSkipped } from '../task/tell-skipped.js'
import type { Preparation, TendedTask } from '../task/tended-task.js'
import type { SkipReason } from '../updates/node-update.js'
import { prepareVote } from './prepare-vote.js'

/**
 * Begins to work out the vote, beside the caller: meanwhile the task is looked
 * at as ever, and is given up or drawn when that is due. A failure of an earlier
 * attempt is thrown here, once, so that it is reported and waited for.
 */
export function beginPreparation(
  context: RunnerContext,
  tended: TendedTask,
  place: Place,
): Pause {
  const { time, parameters } = context
  const { task } = place
  const reason = refuses(context, tended, place)
  if (reason) {
    tellSkipped(context, tended, reason)
    const { decide } = taskDeadlines(task, parameters)
    return Math.min(time.until(decide), glanceAgainAfter)
  }
  const failure = tended.preparation?.failure
  tended.preparation = undefined
  if (failure) {
    tended.trouble = failure.error
    throw failure.error
  }
  tended.preparation = prepare(context, tended, place)
  return Math.min(time.until(commitBy(task, parameters)), lookAgainAfter)
}

function prepare(
  context: RunnerContext,
  tended: TendedTask,
  place: Place,
): Preparation {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const preparation: Preparation = { abort, failure: undefined }
  const { signal } = controller
  const work = async () => {
    const forget = onAbort(context.intake, abort)
    try {
      tended.record = await prepareVote(context, tended, place, signal)
    } catch (error) {
      if (!signal.aborted) preparation.failure = { error }
    } finally {
      forget()
      const isCurrent = tended.preparation === preparation
      if (isCurrent && !preparation.failure) tended.preparation = undefined
      tended.bell.ring()
    }
  }
  context.inBackground(work())
  return preparation
}

/** Whether this node's policy is against a vote. */
function refuses(
  { models, minimumFee }: RunnerContext,
  { model }: TendedTask,
  { task }: Place,
): SkipReason | undefined {
  if (!models.has(model)) return 'model-not-served'
  const offered = task.fee / BigInt(task.committeeSize)
  return offered < minimumFee ? 'fee-below-minimum' : undefined
}
