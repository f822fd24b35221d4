import {
  appealableUntil,
  MAXIMUM_APPEALS,
} from '../../../core/task/finality.js'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type { TaskRecord } from '../../../core/task/task.js'
import type { Appeal } from '../../../core/task/verdict.js'
import { outputWord } from '../../../core/vote/unavailable.js'
import type { VoteRecord } from '../record/vote-record.js'

/** Where this runner stands to a decision. */
export type AppealStand =
  /** It has no reason to question it, no means, or no time. */
  | { readonly type: 'none' }
  /** It contradicts what this runner computed, and no appeal has answered. */
  | { readonly type: 'wanted' }
  /** An appeal is open, until then at the latest. */
  | { readonly type: 'pending'; readonly until: number }
  /** An appeal has ended, and its consequences are not drawn. */
  | { readonly type: 'ended' }

/** What that follows from. */
export type AppealFacts = {
  readonly task: TaskRecord
  readonly record: VoteRecord | undefined
  /** The decision's last appeal, and the task that answers it. */
  readonly appeal:
    | { readonly of: Appeal; readonly task: TaskRecord }
    | undefined
  /** Whether this runner would appeal itself. */
  readonly mayAppeal: boolean
  readonly parameters: ProtocolParameters
  /** By the chain's clock, in seconds. */
  readonly now: number
}

/** Seconds before the end of the window in which no appeal is begun. */
const margin = 60

const none = { type: 'none' } as const

/** Where a runner stands to this decision, whoever has questioned it. */
export function appealStand(facts: AppealFacts): AppealStand {
  const { task, appeal, parameters, now } = facts
  if (!contradicts(task, facts.record)) return none
  if (appeal === undefined) return wantedAfter(facts, 0)
  const { of, task: found } = appeal
  if (!of.concluded && found.state !== 'open') return { type: 'ended' }
  if (!of.concluded) {
    const until = appealableUntil(task, of.attempts, parameters)
    return now < until ? { type: 'pending', until } : none
  }
  // Where the prompt is lost another appeal finds the same.
  const isOpen = found.state === 'undecided' && !found.unavailable
  return isOpen ? wantedAfter(facts, of.attempts) : none
}

function wantedAfter(facts: AppealFacts, attempts: number): AppealStand {
  const { task, mayAppeal, parameters, now } = facts
  const until = appealableUntil(task, attempts, parameters)
  const isInTime = attempts < MAXIMUM_APPEALS && now < until - margin
  return mayAppeal && isInTime ? { type: 'wanted' } : none
}

/** Whether a decision that can be appealed is another output than this runner's. */
export function contradicts(
  task: TaskRecord,
  record: VoteRecord | undefined,
): boolean {
  const { output, appealable, isAppeal } = task
  if (output === undefined || !appealable || isAppeal) return false
  // Who could not fetch the prompt knows nothing better.
  if (record?.document === undefined) return false
  return outputWord(output) !== record.output
}
