import { AichainError } from '@aichain/base'
import {
  describeDivergence,
  explainDivergence,
  type Output,
  parseOutput,
} from '@aichain/inference'
import { hasMember } from '../../../core/encoding/bitmap.js'
import { isStrong } from '../../../core/money/slash.js'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'
import { quorum } from '../../../core/vote/quorum.js'
import { outputWord } from '../../../core/vote/unavailable.js'
import type { RunnerContext } from '../context/runner-context.js'
import type { VoteRecord } from '../record/vote-record.js'
import type { OutcomeExplanation } from '../updates/node-update.js'
import { outcomeOf } from './outcome.js'

/** A closed task as this runner sees it. */
export type ClosedTask = {
  readonly task: TaskRecord
  readonly member: CommitteeMember
  readonly committee: readonly CommitteeMember[]
  readonly record: VoteRecord | undefined
  /** What last stood in the way of a vote. */
  readonly trouble: unknown
}

/** Says why a closed task ended as it did for this seat. */
export async function explainOutcome(
  context: RunnerContext,
  closed: ClosedTask,
): Promise<OutcomeExplanation> {
  const { task, member } = closed
  const { ballot } = member
  const voted = ballot.type === 'revealed' ? ballot.output : undefined
  const facts = { voted, agreed: task.output }
  switch (outcomeOf(task, member)) {
    case 'agreed':
      return { ...facts, summary: 'This seat gave the agreed output.' }
    case 'withheld':
      return { ...facts, summary: withheld }
    case 'uncounted':
      return { ...facts, summary: await explainUncounted(context, closed) }
    case 'absent':
      return { ...facts, summary: describeAbsence(closed) }
    case 'undecided':
      return { ...facts, summary: describeUndecided(closed) }
    case 'wrong':
      return { ...facts, ...(await explainWrong(context, closed)) }
  }
}

const withheld =
  'This seat committed to a vote and did not reveal it in time. ' +
  'Keep the node running, and its journal, until every vote is revealed.'
const weak =
  'This seat voted, and its vote counted for nothing: it held less than a lie costs. ' +
  'Raise its stake with topUp().'
const passedOver =
  'The others settled the task without the vote that this seat had sealed, ' +
  'which counted for nothing and cost nothing.'

/** A settlement makes also those votes known that were sealed in the court beside its seal. */
async function explainUncounted(
  { chain, parameters, signal }: RunnerContext,
  { member: { seat } }: ClosedTask,
): Promise<string> {
  const found = await chain.getSeat(seat, { signal })
  return found && isStrong(found.balance, parameters) ? passedOver : weak
}

function describeAbsence(closed: ClosedTask): string {
  const { task, member } = closed
  return hasMember(task.punished, member.member)
    ? `This seat did not vote. ${why(closed)}`
    : 'The others decided the task without this seat, which lost nothing.'
}

function why({ trouble }: ClosedTask): string {
  if (AichainError.isInstance(trouble)) return trouble.shortMessage
  return 'The node was not running, or had too little time.'
}

function describeUndecided({ task }: ClosedTask): string {
  if (task.unavailable) {
    return 'The quorum could not fetch the prompt; most of the fee went back.'
  }
  const needed = quorum(task.committeeSize)
  return `No output had the ${needed} votes it needs; most of the fee went back.`
}

type WrongExplanation = Pick<OutcomeExplanation, 'summary' | 'divergence'>

async function explainWrong(
  { content, signal }: RunnerContext,
  { task, member, record }: ClosedTask,
): Promise<WrongExplanation> {
  const { ballot } = member
  if (ballot.type !== 'revealed' || task.output === undefined) {
    return { summary: withheld }
  }
  if (ballot.output === 'unavailable') return { summary: unavailableLost }
  const isFromHere = record?.output === outputWord(ballot.output)
  if (!isFromHere || record.document === undefined) {
    return { summary: notFromHere }
  }
  const agreed = await content
    .get(task.output, { signal, timeout: 10_000 })
    .then(parseOutput, () => undefined)
  signal.throwIfAborted()
  if (!agreed?.ok) return { summary: unreadable }
  const mine = parseOutput(new TextEncoder().encode(record.document))
  return mine.ok ? compare(mine.value, agreed.value) : { summary: unreadable }
}

function compare(mine: Output, agreed: Output): WrongExplanation {
  const divergence = explainDivergence(mine, agreed)
  const summary = `Another output was agreed. ${describeDivergence(divergence)}`
  return { summary, ...(divergence && { divergence }) }
}

const unavailableLost =
  'This node could not fetch the prompt, and the quorum could. ' +
  'Look at the content store of this node and its connections.'
const notFromHere =
  'Another output was agreed, and the vote did not come from this journal. ' +
  'Look for a second runner with the same key.'
const unreadable =
  'Another output was agreed, and it could not be fetched to compare. ' +
  'Run the golden vectors: this machine may compute other bits.'
