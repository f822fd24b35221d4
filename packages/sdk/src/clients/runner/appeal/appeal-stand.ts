import { equalHex } from '@aichain/base'
import { appealableUntil } from '../../../core/task/finality.js'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type { TaskRecord } from '../../../core/task/task.js'
import type { Appeal } from '../../../core/task/verdict.js'
import { outputWord } from '../../../core/vote/unavailable.js'
import type { VoteRecord } from '../record/vote-record.js'

/** Where this runner stands to a decision. */
export type AppealStand =
  /** It has no reason to question it, no means, or no time. */
  | { readonly type: 'none' }
  /** It contradicts what this runner computed, and nobody has questioned it. */
  | { readonly type: 'wanted' }
  /** This runner's appeal is open, until then at the latest. */
  | { readonly type: 'pending'; readonly until: number }
  /** This runner's appeal has ended, and its consequences are not drawn. */
  | { readonly type: 'ended' }

/** What that follows from. */
export type AppealFacts = {
  readonly task: TaskRecord
  readonly record: VoteRecord | undefined
  /** The decision's last appeal, and the task that answers it. */
  readonly appeal:
    | { readonly of: Appeal; readonly task: TaskRecord }
    | undefined
  readonly account: string
  readonly parameters: ProtocolParameters
  /** By the chain's clock, in seconds. */
  readonly now: number
}

/** Seconds before the end of the window in which no appeal is begun. */
const margin = 60

const none = { type: 'none' } as const

/** Where a runner that questions decisions stands to this one. */
export function appealStand(facts: AppealFacts): AppealStand {
  const { task, appeal, account, parameters, now } = facts
  if (!contradicts(task, facts.record)) return none
  if (appeal === undefined) {
    const until = appealableUntil(task, 0, parameters)
    return now < until - margin ? { type: 'wanted' } : none
  }
  const { of, task: found } = appeal
  if (of.concluded || !equalHex(of.appellant, account as `0x${string}`)) {
    return none
  }
  if (found.state !== 'open') return { type: 'ended' }
  const until = appealableUntil(task, of.attempts, parameters)
  return now < until ? { type: 'pending', until } : none
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
