import type { CallOptions } from '@aichain/base'
import { AichainError, equalHex } from '@aichain/base'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'
import { JournalCorruptError } from '../../../errors/runner.js'
import type { ChainReader } from '../../../ports/chain.js'
import type { Pause } from '../context/pause.js'
import type { RunnerContext } from '../context/runner-context.js'
import {
  commitmentOf,
  parseVoteRecord,
  voteKey,
} from '../record/vote-record.js'
import type { Place } from '../state/place.js'
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
  if (committee === 'not-yet') return 1_000
  const member = committee.find(({ signer }) => equalHex(signer, chain.account))
  if (!member) return 'done'
  await readRecord(context, tended)
  announce(context, tended, task, member)
  const place = { task, committee, member }
  return takeStep(context, tended, place, decide(context, tended, place))
}

function decide(
  { parameters, time }: RunnerContext,
  tended: TendedTask,
  { task, member }: Place,
): NextStep {
  const { record, preparation } = tended
  return nextStep({
    task,
    member,
    // A commitment names its seat: one for another seat opens nothing here.
    prepared: record?.seat === member.seat ? commitmentOf(record) : undefined,
    isPreparing: preparation !== undefined && !preparation.failure,
    isDrawn: tended.isDrawn || task.committed !== 0,
    parameters,
    now: time.now(),
    head: time.head().number,
  })
}

async function readTask({ chain, signal }: RunnerContext, tended: TendedTask) {
  const options = { signal, timeout: readTimeout }
  const task = await chain.getTask(tended.id, options)
  if (!task) return undefined
  const committee = await readCommittee(chain, tended, options)
  return { task, committee }
}

/** The committee; empty when there will never be one. */
async function readCommittee(
  chain: ChainReader,
  tended: TendedTask,
  options: CallOptions,
): Promise<readonly CommitteeMember[] | 'not-yet'> {
  tended.awaitsBlock = false
  try {
    return await chain.getCommittee(tended.id, options)
  } catch (error) {
    const code = AichainError.isInstance(error) ? error.code : undefined
    if (code === 'seed-expired' || code === 'not-enough-seats') return []
    if (code !== 'seed-not-ready') throw error
    tended.awaitsBlock = true
    return 'not-yet'
  }
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
  const { fee, committeeSize } = task
  emit({
    type: 'task-seen',
    task: id,
    model,
    prompt,
    fee,
    member,
    committeeSize,
  })
}
