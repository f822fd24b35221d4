import { AichainError } from '@aichain/base'
import { membersOf } from '../../../core/encoding/bitmap.js'
import type { CommitteeMember } from '../../../core/task/task.js'
import { outputWord } from '../../../core/vote/unavailable.js'
import { DuplicateRunnerError } from '../../../errors/runner.js'
import {
  glanceAgainAfter,
  lookAgainAfter,
  type Pause,
  transactionTimeout,
} from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import { reportOutcome } from '../outcome/report-outcome.js'
import { commitmentOf, type VoteRecord } from '../record/vote-record.js'
import type { Place } from '../state/place.js'
import { beginPreparation } from '../vote/begin-preparation.js'
import { publishOutput } from '../vote/publish-output.js'
import {
  commitVote,
  revealVote,
  tellCommitted,
  tellRevealed,
} from '../vote/send-vote.js'
import type { NextStep } from './next-step.js'
import { tellSkipped } from './tell-skipped.js'
import { isNews, type TendedTask } from './tended-task.js'

/** Milliseconds by which members let each other go first with what one must do. */
const turn = 3_000

/** Takes one step, and says when to look at the task again. */
export async function takeStep(
  context: RunnerContext,
  tended: TendedTask,
  place: Place,
  step: NextStep,
): Promise<Pause> {
  noteBallot(context, tended, place)
  const { time, intake } = context
  if (intake.aborted && !tended.isSealed) return 'done'
  tended.until = 'until' in step ? step.until : undefined
  switch (step.type) {
    case 'prepare':
      return beginPreparation(context, tended, place)
    case 'draw':
      return draw(context, tended)
    case 'commit':
    case 'reveal':
      return vote(context, tended, place, step.type)
    case 'finalize':
      return finalize(context, tended, place)
    case 'report':
      return report(context, tended, place)
    case 'wait':
      return Math.min(time.until(step.until), lookAgainAfter)
    case 'miss':
      tended.preparation?.abort()
      tellSkipped(context, tended, 'too-late')
      return Math.min(time.until(step.until), glanceAgainAfter)
    case 'conflict':
      tellConflict(context, tended, place, step.actual)
      return Math.min(time.until(step.until), glanceAgainAfter)
    case 'forget':
      return 'done'
  }
}

/** Keeps in mind what a stop at this moment would leave behind, and sees to the output. */
function noteBallot(
  context: RunnerContext,
  tended: TendedTask,
  { task, member: { member, ballot } }: Place,
): void {
  const { record, unconfirmed } = tended
  const isOwn = record !== undefined && isBallotOf(record, ballot)
  tended.isSealed =
    isOwn && ballot.type === 'committed' && task.state === 'open'
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
  if (ballot.type === 'none') return false
  return ballot.type === 'committed'
    ? ballot.commitment === commitmentOf(record)
    : outputWord(ballot.output) === record.output
}

async function vote(
  context: RunnerContext,
  tended: TendedTask,
  { member: { member } }: Place,
  step: 'commit' | 'reveal',
): Promise<Pause> {
  const { record } = tended
  if (!record) return 0
  const send = step === 'commit' ? commitVote : revealVote
  if (await isSlow(send(context, tended, { record, member }))) return 1_000
  tended.isSealed = step === 'commit'
  if (context.intake.aborted && !tended.isSealed) return 'done'
  // The event of this transaction rings; a node that lags behind does not mislead.
  return lookAgainAfter
}

/** Whether a transaction took longer than it is waited for: the next look shows what became of it. */
async function isSlow(sending: Promise<unknown>): Promise<boolean> {
  try {
    await sending
    return false
  } catch (error) {
    if (codeOf(error) !== 'operation-timeout') throw error
    return true
  }
}

async function draw(
  { chain, emit, parameters, signal }: RunnerContext,
  tended: TendedTask,
): Promise<Pause> {
  const timeout = transactionTimeout(parameters)
  const sending = chain.draw(tended.id, { signal, timeout }).then(
    ({ transactionHash }) =>
      emit({ type: 'drawn', task: tended.id, transactionHash }),
    (error) => {
      if (codeOf(error) !== 'already-drawn') throw error
    },
  )
  if (await isSlow(sending)) return 1_000
  tended.isDrawn = true
  return 0
}

/** One transaction is enough: members that revealed take turns, in their order. */
async function finalize(
  { chain, clock, emit, parameters, signal }: RunnerContext,
  tended: TendedTask,
  { task, member }: Place,
): Promise<Pause> {
  tended.finalizableSince ??= clock.now()
  const before = membersOf(task.revealed).indexOf(member.member)
  const left = tended.finalizableSince + before * turn - clock.now()
  if (left > 0) return Math.min(left, lookAgainAfter)
  const timeout = transactionTimeout(parameters)
  const sending = chain.finalize(tended.id, { signal, timeout })
  if (await isSlow(sending)) return 1_000
  const { transactionHash } = await sending
  emit({ type: 'finalized', task: tended.id, transactionHash })
  return 0
}

function codeOf(error: unknown): string | undefined {
  return AichainError.isInstance(error) ? error.code : undefined
}

async function report(
  context: RunnerContext,
  tended: TendedTask,
  place: Place,
): Promise<Pause> {
  tended.preparation?.abort()
  const { record, skipped, trouble } = tended
  const closed = { ...place, record, skipped, trouble }
  const isTold = await reportOutcome(context, tended, closed)
  return isTold ? 'done' : 1_000
}

function tellConflict(
  { emit }: RunnerContext,
  tended: TendedTask,
  { member: { seat } }: Place,
  actual: `0x${string}`,
): void {
  if (!isNews(tended, `conflict ${actual}`)) return
  const { id: task, record } = tended
  const expected = record && commitmentOf(record)
  const error = new DuplicateRunnerError({ task, seat, actual, expected })
  tended.trouble = error
  emit({ type: 'error', error, task })
}
