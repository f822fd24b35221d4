import { digestFromCid } from '@aichain/base'
import { expect } from 'vitest'
import {
  allowanceOf,
  appealOf,
  seatRecord,
  taskRecord,
  listRecord as toldList,
  verdictOf as toldVerdict,
} from '../../src/adapters/viem/records.js'
import { orNothing } from '../../src/adapters/viem/words.js'
import { countMembers, hasMember } from '../../src/core/encoding/bitmap.js'
import type {
  ChainIndex,
  IndexedTask,
} from '../../src/core/index/chain-index.js'
import { committeeOf } from '../../src/core/index/committee-of.js'
import { accountKey, allowanceKey } from '../../src/core/index/draft.js'
import { listRecord } from '../../src/core/index/list-record.js'
import { placesAt } from '../../src/core/index/places.js'
import type { TimedEvent } from '../../src/core/index/timed-event.js'
import { totalOwed } from '../../src/core/index/total-owed.js'
import { verdictOf } from '../../src/core/index/verdict-of.js'
import type { TaskId, TaskRecord } from '../../src/core/task/task.js'
import type { ToldStep, ToldTask } from './told-step.js'

/** What the contracts said last of what they do not say again. */
export type Expectations = {
  readonly seats: Map<number, ToldStep['seats'][number]>
  readonly lists: Map<string, ToldStep['lists'][number]>
  readonly credits: Map<string, bigint>
  readonly allowances: Map<string, ToldStep['allowances'][number]>
  /** By task: the members whose votes a settlement brought without an event that says so. */
  readonly untold: Map<TaskId, number>
  /** Bounties whose earner no event tells. */
  bounties: bigint
}

export function newExpectations(): Expectations {
  return {
    seats: new Map(),
    lists: new Map(),
    credits: new Map(),
    allowances: new Map(),
    untold: new Map(),
    bounties: 0n,
  }
}

/** Holds an index against all views of the contracts after a step. */
export function checkStep(at: {
  readonly index: ChainIndex
  readonly step: ToldStep
  readonly number: number
  readonly events: readonly TimedEvent[]
  readonly expectations: Expectations
}): void {
  const { index, step, number, events, expectations } = at
  const said = `step ${number}: ${events.map(({ type }) => type).join(' ')}`
  for (const seat of step.seats) expectations.seats.set(seat.id, seat)
  for (const list of step.lists) expectations.lists.set(list.id, list)
  for (const { account, amount } of step.credits)
    expectations.credits.set(accountKey(account), amount)
  for (const allowance of step.allowances)
    expectations.allowances.set(
      allowanceKey(allowance.payer, allowance.key),
      allowance,
    )
  const now = Number(step.timestamp)
  const { unit } = index.parameters
  for (const { id, seat, isOfSigner } of expectations.seats.values()) {
    expect(index.seats.get(id), said).toEqual(seatRecord(id, seat, unit))
    const its = index.seatOf.get(accountKey(seat.signer))
    expect(its === id, said).toBe(isOfSigner)
  }
  for (const told of expectations.lists.values())
    checkList(index, told, now, said)
  for (const told of step.tasks) {
    expectations.untold.set(told.id, untoldOf(index, told))
    checkTask(index, told, now, said)
  }
  for (const event of events)
    if (event.type === 'task-closed') expectations.bounties += event.bounty
  const missing = [...expectations.credits].map(
    ([account, amount]) => amount * unit - (index.credits.get(account) ?? 0n),
  )
  expect(
    missing.filter((amount) => amount < 0n),
    said,
  ).toEqual([])
  expect(sum(missing), said).toBe(expectations.bounties)
  for (const [key, { allowance }] of expectations.allowances) {
    const its = index.allowances.get(key)
    expect(its?.amount === 0n ? undefined : its, said).toEqual(
      allowanceOf(allowance, unit),
    )
  }
  expect(index.owedTreasury, said).toBe(step.owedTreasury * unit)
  const paid = [...expectations.untold].map(([id, members]) => {
    const record = index.tasks.get(id)?.record
    const isDue = record?.state === 'decided' && !record.closed
    return isDue ? record.share * BigInt(countMembers(members)) : 0n
  })
  expect(index.owedSink + sum(paid), said).toBe(step.owedSink * unit)
  expect(totalOwed(index) + expectations.bounties, said).toBe(step.holdings)
  expect(index.latestRound ?? 0, said).toBe(Number(step.latestRound))
}

function checkList(
  index: ChainIndex,
  told: ToldStep['lists'][number],
  now: number,
  said: string,
): void {
  const list = index.lists.get(told.id)
  if (!list) throw new Error(`${said}: no list`)
  const { unit, epoch } = index.parameters
  expect(listRecord(index, told.id, now), said).toEqual(
    toldList(list.terms, told.list, unit),
  )
  const current = Math.floor(now / epoch)
  expect(
    [...placesAt(list, current), ...placesAt(list, current + 1)],
    said,
  ).toEqual(told.places)
}

function checkTask(
  index: ChainIndex,
  told: ToldTask,
  now: number,
  said: string,
): void {
  const { unit } = index.parameters
  const task = index.tasks.get(told.id)
  if (!task) throw new Error(`${said}: no task`)
  const untold = untoldOf(index, told)
  const isSettled = task.record.state !== 'open' && !task.isOfCourt
  if (untold !== 0) expect(isSettled, said).toBe(true)
  expect(
    untold === 0 ? task.record : withUntold(task.record, told),
    said,
  ).toEqual(taskRecord(told.id, told.task, unit))
  checkBallots(task, told, said)
  expect(task.appeal, said).toEqual(appealOf(told.appeal, unit))
  expect(task.held, said).toBe(told.held * unit)
  expect(task.seal, said).toBe(orNothing(told.seal))
  expect(verdictOf(index, told.id, now), said).toEqual(
    toldVerdict(told.verdict),
  )
  if (told.committee.length > 0)
    expect(committeeOf(index, told.id), said).toEqual(told.committee)
}

/** Members whose votes are known to the contract, and to no event. */
function untoldOf(index: ChainIndex, told: ToldTask): number {
  return told.task.revealed & ~(index.tasks.get(told.id)?.record.revealed ?? 0)
}

function withUntold(record: TaskRecord, { task }: ToldTask): TaskRecord {
  return { ...record, revealed: task.revealed, closed: task.closed }
}

/** Of lane 1 no event tells what those gave who lost. */
function checkBallots(task: IndexedTask, told: ToldTask, said: string): void {
  const { winners, output } = task.record
  for (const [member, word] of told.ballots.entries()) {
    const its = hasMember(winners, member)
      ? output && digestFromCid(output)
      : task.ballots[member]
    const isUntold = its === undefined && hasMember(told.task.revealed, member)
    if (!isUntold) expect(its, said).toBe(orNothing(word))
  }
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
