import type { TaskRecord } from '../../../core/task/task.js'
import type { RunnerContext } from '../context/runner-context.js'
import { amendRecord } from '../record/amend-record.js'
import type { TendedTask } from '../task/tended-task.js'
import { type ClosedTask, explainOutcome } from './explain-outcome.js'
import { moneyOf, outcomeOf } from './outcome.js'

/** Whether the operator knows what came of a task, or need not be told. */
export function isReported(
  { outcomes, start }: RunnerContext,
  { addedIn, record }: TendedTask,
  { id, state }: TaskRecord,
): boolean {
  const isTold = record?.reported === state || outcomes.get(id)?.state === state
  // Without a record only the place in the chain tells what is news.
  const isOld = !record && addedIn <= start.toldUpTo
  return state === 'open' || isTold || isOld
}

/**
 * Tells the operator, once, what a closed task brought or cost, and why.
 *
 * @returns Whether that is done; the events of a block may arrive after its state.
 */
export async function reportOutcome(
  context: RunnerContext,
  tended: TendedTask,
  closed: ClosedTask,
): Promise<boolean> {
  const { chain, clock, outcomes, parameters, signal } = context
  const { task, member } = closed
  const { id, state } = task
  if (state === 'open' || isReported(context, tended, task)) return true
  const range = { fromBlock: tended.addedIn, task: id }
  const events = await chain.getEvents(range, { signal })
  const money = moneyOf(task, member, events, parameters.unit)
  if (!money) return false
  const vote = outcomeOf(task, member)
  const explanation = await explainOutcome(context, closed)
  context.emit({ type: 'settled', task: id, vote, ...money, explanation })
  outcomes.set(id, { state, toldAt: clock.now() })
  await amendRecord(context, tended, { reported: state })
  return true
}
