import type { TaskRecord } from '../../../core/task/task.js'
import { lookAgainAfter, type Pause } from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import type { NextStep } from './next-step.js'
import type { TendedTask } from './tended-task.js'

/** Milliseconds after which a committee is looked for again, once it can be there. */
const soon = 1_000

/** What can be done for a task before anybody knows its committee. */
export async function awaitDraw(
  context: RunnerContext,
  tended: TendedTask,
  task: TaskRecord,
  step: NextStep,
): Promise<Pause> {
  const { chain, intake, poster, signal, time } = context
  if (intake.aborted) return 'done'
  tended.until = 'until' in step ? step.until : undefined
  switch (step.type) {
    case 'post-round': {
      const { round } = step
      if (await chain.getRound(round, { signal })) return soon
      const { blockHash } = tended
      return (await poster?.post(round, { task, blockHash })) ?? soon
    }
    case 'wait': {
      const longest = tended.awaitsBlock ? soon : lookAgainAfter
      return Math.min(time.until(step.until), longest)
    }
    default:
      return 'done'
  }
}
