import { onAbort } from '@aichain/base'
import { lookAgainAfter, type Pause } from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import { cannotServe } from '../models/cannot-serve.js'
import type { Membership } from '../state/membership.js'
import { commitBy } from '../task/next-step.js'
import type { Preparation, TendedTask } from '../task/tended-task.js'
import { prepareVote } from './prepare-vote.js'

/**
 * Begins to work out the vote, beside the caller: meanwhile the task is looked
 * at as ever, and is given up or drawn when that is due. A failure of an earlier
 * attempt is thrown here, once, so that it is reported and waited for.
 */
export async function beginPreparation(
  context: RunnerContext,
  tended: TendedTask,
  place: Membership,
): Promise<Pause> {
  const { time, parameters } = context
  const { task } = place
  const failure = tended.preparation?.failure
  tended.preparation = undefined
  if (failure) {
    tended.trouble = failure.error
    // Loaded anew after it failed, and it does not pass any more.
    if (cannotServe(failure.error)) await context.place.giveBack()
    throw failure.error
  }
  tended.preparation = prepare(context, tended, place)
  return Math.min(time.until(commitBy(task, parameters)), lookAgainAfter)
}

function prepare(
  context: RunnerContext,
  tended: TendedTask,
  place: Membership,
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
