import type { RunnerContext } from '../context/runner-context.js'
import { amendRecord } from '../record/amend-record.js'
import type { TendedTask } from '../task/tended-task.js'
import { type ClosedTask, explainOutcome } from './explain-outcome.js'
import { moneyOf, outcomeOf } from './outcome.js'

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
  const { chain, clock, outcomes, signal } = context
  const { task, member, record } = closed
  const { id, state, addedIn: fromBlock } = task
  const isTold = record?.reported === state || outcomes.get(id)?.state === state
  // Without a record only the place in the chain tells what is news.
  const isOld = !record && fromBlock <= context.start.toldUpTo
  if (state === 'open' || isTold || isOld) return true
  const events = await chain.getEvents({ fromBlock, task: id }, { signal })
  const money = moneyOf(member, events)
  if (!money) return false
  const vote = outcomeOf(task, member)
  const explanation = await explainOutcome(context, closed)
  context.emit({ type: 'settled', task: id, vote, ...money, explanation })
  outcomes.set(id, { state, toldAt: clock.now() })
  await amendRecord(context, tended, { reported: state })
  return true
}
