import { AichainError } from '@aichain/base'
import { membersOf } from '../../../core/encoding/bitmap.js'
import { phasesOf } from '../../../core/task/lifecycle.js'
import type { CommitteeMember } from '../../../core/task/task.js'
import { outputWord } from '../../../core/vote/unavailable.js'
import { DuplicateRunnerError } from '../../../errors/runner.js'
import { appealDecision, concludeAppeal } from '../appeal/appeal-decision.js'
import {
  glanceAgainAfter,
  lookAgainAfter,
  type Pause,
} from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import { reportOutcome } from '../outcome/report-outcome.js'
import { commitmentOf, type VoteRecord } from '../record/vote-record.js'
import type { Membership } from '../state/membership.js'
import { beginPreparation } from '../vote/begin-preparation.js'
import { publishOutput } from '../vote/publish-output.js'
import {
  commitVote,
  revealVote,
  tellCommitted,
  tellRevealed,
} from '../vote/send-vote.js'
import { closeTask, drawTask, finalizeTask, isSlow } from './errands.js'
import type { NextStep } from './next-step.js'
import { tellSkipped } from './tell-skipped.js'
import { isNews, type TendedTask } from './tended-task.js'

/** Milliseconds by which members let each other go first with what one must do. */
const turn = 3_000
/** Milliseconds by which they let the appellant go first. */
const appellantFirst = 60_000

/** Takes one step, and says when to look at the task again. */
export async function takeStep(
  context: RunnerContext,
  tended: TendedTask,
  membership: Membership,
  step: NextStep,
): Promise<Pause> {
  noteBallot(context, tended, membership)
  const { time, intake } = context
  if (intake.aborted && !tended.isSealed) return 'done'
  tended.until = 'until' in step ? step.until : undefined
  switch (step.type) {
    case 'prepare':
      return beginPreparation(context, tended, membership)
    case 'commit':
    case 'reveal':
      return vote(context, tended, membership, step.type)
    case 'wait': {
      const isOpen = membership.task.state === 'open'
      const longest = isOpen ? lookAgainAfter : glanceAgainAfter
      return Math.min(time.until(step.until), longest)
    }
    case 'miss':
      tended.preparation?.abort()
      tellSkipped(context, tended, 'too-late')
      return Math.min(time.until(step.until), glanceAgainAfter)
    case 'conflict':
      tellConflict(context, tended, membership, step.actual)
      return Math.min(time.until(step.until), glanceAgainAfter)
    case 'report':
      return report(context, tended, membership)
    case 'draw':
      return drawTask(context, tended)
    case 'post-round':
    case 'forget':
      return 'done'
    default:
      return runErrand(context, tended, membership, step.type)
  }
}

const errands = {
  finalize: finalizeTask,
  close: closeTask,
  appeal: appealDecision,
  conclude: concludeAppeal,
} as const

/** What one transaction is enough for: members take turns, in their order. */
async function runErrand(
  context: RunnerContext,
  tended: TendedTask,
  membership: Membership,
  errand: keyof typeof errands,
): Promise<Pause> {
  const left = turnOf(context, tended, membership, errand)
  if (left > 0) return Math.min(left, lookAgainAfter)
  try {
    return await errands[errand](context, tended, membership)
  } catch (error) {
    if (!isSlow(error)) throw error
    return 1_000
  }
}

/** Milliseconds until it is this member's turn. */
function turnOf(
  { clock }: RunnerContext,
  { dueSince, record }: TendedTask,
  { task, member: { member } }: Membership,
  errand: keyof typeof errands,
): number {
  const since = dueSince.get(errand) ?? clock.now()
  dueSince.set(errand, since)
  const isAppealing = errand === 'appeal' || errand === 'conclude'
  const before = isAppealing ? member : membersOf(task.revealed).indexOf(member)
  // Who appealed has its deposit to fetch.
  if (errand !== 'conclude') return since + before * turn - clock.now()
  if (record?.appealed) return 0
  return since + appellantFirst + before * turn - clock.now()
}

/** Keeps in mind what a stop at this moment would leave behind, and sees to the output. */
function noteBallot(
  context: RunnerContext,
  tended: TendedTask,
  { task, member: { member, ballot } }: Membership,
): void {
  const { parameters, time } = context
  const { record, unconfirmed } = tended
  const isOwn = record !== undefined && isBallotOf(record, ballot)
  const isOpen =
    task.state !== 'undecided' &&
    time.now() < phasesOf(task, parameters).revealEnd
  tended.isSealed = isOwn && ballot.type === 'committed' && isOpen
  if (!isOwn) return
  // A transaction that took longer than it was waited for is in a block now.
  const own = { record, member }
  if (ballot.type === 'committed' && unconfirmed?.step === 'commit') {
    tellCommitted(context, tended, own, unconfirmed.hash)
  }
  if (ballot.type !== 'revealed') return
  if (unconfirmed?.step === 'reveal') {
    tellRevealed(context, tended, own, unconfirmed.hash)
  }
  context.inBackground(publishOutput(context, tended))
}

function isBallotOf(
  record: VoteRecord,
  ballot: CommitteeMember['ballot'],
): boolean {
  switch (ballot.type) {
    case 'committed':
      return ballot.commitment === commitmentOf(record)
    case 'revealed':
      return outputWord(ballot.output) === record.output
    default:
      return false
  }
}

async function vote(
  context: RunnerContext,
  tended: TendedTask,
  { member: { member } }: Membership,
  step: 'commit' | 'reveal',
): Promise<Pause> {
  const { record } = tended
  if (!record) return 0
  const send = step === 'commit' ? commitVote : revealVote
  try {
    await send(context, tended, { record, member })
  } catch (error) {
    if (isSlow(error)) return 1_000
    const isDrawn =
      !AichainError.isInstance(error) || error.code !== 'not-drawn'
    if (isDrawn) throw error
    return drawTask(context, tended)
  }
  tended.isSealed = step === 'commit'
  if (context.intake.aborted && !tended.isSealed) return 'done'
  // The event of this transaction rings; a node that lags behind does not mislead.
  return lookAgainAfter
}

/** More may be left to do than to tell: the next look shows it. */
async function report(
  context: RunnerContext,
  tended: TendedTask,
  membership: Membership,
): Promise<Pause> {
  tended.preparation?.abort()
  const { record, trouble } = tended
  const closed = { ...membership, record, trouble }
  const isTold = await reportOutcome(context, tended, closed)
  return isTold ? 0 : 1_000
}

function tellConflict(
  { emit }: RunnerContext,
  tended: TendedTask,
  { member: { seat } }: Membership,
  actual: `0x${string}`,
): void {
  if (!isNews(tended, `conflict ${actual}`)) return
  const { id: task, record } = tended
  const expected = record && commitmentOf(record)
  const error = new DuplicateRunnerError({ task, seat, actual, expected })
  tended.trouble = error
  emit({ type: 'error', error, task })
}
