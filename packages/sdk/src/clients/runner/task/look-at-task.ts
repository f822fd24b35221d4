import type { CallOptions } from '@aichain/base'
import { AichainError, equalHex } from '@aichain/base'
import { phasesOf, roundOf } from '../../../core/task/lifecycle.js'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'
import { ballotOf } from '../../../core/vote/ballot.js'
import { JournalCorruptError } from '../../../errors/runner.js'
import { readAppealStand } from '../appeal/appeal-decision.js'
import type { AppealStand } from '../appeal/appeal-stand.js'
import type { Pause } from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import { isReported } from '../outcome/report-outcome.js'
import {
  commitmentOf,
  parseVoteRecord,
  voteKey,
} from '../record/vote-record.js'
import { awaitDraw } from './await-draw.js'
import { type NextStep, nextStep } from './next-step.js'
import { takeStep } from './take-step.js'
import { isNews, type TendedTask } from './tended-task.js'

/** Milliseconds for a read of the chain. */
const readTimeout = 10_000

/** A task that the chain does not show for so long is gone: its block was replaced. */
const goneAfter = 60_000

/** Reads where a task stands and takes the step that follows from it. */
export async function lookAtTask(
  context: RunnerContext,
  tended: TendedTask,
): Promise<Pause> {
  const { chain, clock, health } = context
  const read = await context.limitReads(() => readTask(context, tended))
  health.worked('chain')
  if (!read) return clock.now() - tended.since > goneAfter ? 'done' : 1_000
  const { task, committee } = read
  if (committee === 'not-yet') {
    const step = decide(context, tended, { task })
    return awaitDraw(context, tended, task, step)
  }
  const member = committee.find(({ signer }) => equalHex(signer, chain.account))
  if (!member) return 'done'
  tended.committee = committee
  await readRecord(context, tended)
  announce(context, tended, task, member)
  const appeal = await context.limitReads(() =>
    readAppealStand(context, tended, { task }),
  )
  const step = decide(context, tended, { task, member, appeal })
  return takeStep(context, tended, { task, committee, member }, step)
}

function decide(
  context: RunnerContext,
  tended: TendedTask,
  found: {
    readonly task: TaskRecord
    readonly member?: CommitteeMember
    readonly appeal?: AppealStand
  },
): NextStep {
  const { parameters, poster, time } = context
  const { record, preparation } = tended
  const { task, member, appeal = { type: 'none' } } = found
  const isOwn = record !== undefined && record.seat === member?.seat
  return nextStep({
    task,
    member,
    // A commitment names its seat: one for another seat opens nothing here.
    prepared: isOwn ? commitmentOf(record) : undefined,
    isPreparing: preparation !== undefined && !preparation.failure,
    isDrawn: tended.isDrawn || task.committed !== 0,
    canPost: poster !== undefined,
    isReported: isReported(context, tended, task),
    appeal,
    parameters,
    now: time.now(),
    head: time.head().number,
  })
}

async function readTask(context: RunnerContext, tended: TendedTask) {
  const { chain, signal } = context
  const options = { signal, timeout: readTimeout }
  const task = await chain.getTask(tended.id, options)
  if (!task) return undefined
  const committee = await readCommittee(context, { tended, task }, options)
  return { task, committee }
}

/** The committee; empty when there will never be one. */
async function readCommittee(
  { chain, parameters, time }: RunnerContext,
  { tended, task }: { tended: TendedTask; task: TaskRecord },
  options: CallOptions,
): Promise<readonly CommitteeMember[] | 'not-yet'> {
  tended.awaitsBlock = false
  tended.awaitsRound = undefined
  const isEarly = time.now() < phasesOf(task, parameters).startsAt
  if (task.state === 'open' && isEarly) return 'not-yet'
  try {
    return await chain.getCommittee(tended.id, options)
  } catch (error) {
    const code = AichainError.isInstance(error) ? error.code : undefined
    if (code === 'seed-expired' || code === 'not-enough-places') return []
    if (code === 'task-not-open') return remembered(tended, task)
    if (code !== 'seed-not-ready') throw error
    tended.awaitsBlock = true
    tended.awaitsRound = roundOf(task, parameters)
    return 'not-yet'
  }
}

/** A task that ended without the court has no committee on-chain, and no ballots. */
function remembered(
  { committee = [] }: TendedTask,
  task: TaskRecord,
): readonly CommitteeMember[] {
  return committee.map((member) => ({
    ...member,
    ballot: ballotOf(task, member.member, undefined),
  }))
}

async function readRecord(
  { journal, signal }: RunnerContext,
  tended: TendedTask,
): Promise<void> {
  if (tended.isRecordRead) return
  const key = voteKey(tended.id)
  const json = await journal.read(key, { signal })
  if (json !== undefined) {
    const record = parseVoteRecord(json)
    if (!record.ok) {
      throw new JournalCorruptError({ record: key, reason: record.reason })
    }
    tended.record = record.value
  }
  tended.isRecordRead = true
}

function announce(
  { emit }: RunnerContext,
  tended: TendedTask,
  task: TaskRecord,
  { member }: CommitteeMember,
): void {
  if (task.state !== 'open' || !isNews(tended, 'seen')) return
  const { id, model, prompt } = tended
  const { share, committeeSize } = task
  emit({
    type: 'task-seen',
    task: id,
    model,
    prompt,
    share,
    member,
    committeeSize,
  })
}
