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
import { hasMember } from '../../src/core/encoding/bitmap.js'
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
import type { Allowance } from '../../src/core/task/allowance.js'
import type { SeatRecord, TaskRecord } from '../../src/core/task/task.js'
import type { ToldStep, ToldTask } from './told-step.js'

/** What the contracts said last of what they do not say again, as an index holds it. */
export type Expectations = {
  readonly seats: Map<number, SeatRecord>
  readonly lists: Map<string, ToldStep['lists'][number]>
  readonly credits: Map<string, bigint>
  readonly allowances: Map<string, Allowance>
}

export function newExpectations(): Expectations {
  return {
    seats: new Map(),
    lists: new Map(),
    credits: new Map(),
    allowances: new Map(),
  }
}

/** An index after a step, and what the contracts say. */
export type StepAt = {
  readonly index: ChainIndex
  readonly step: ToldStep
  readonly number: number
  readonly events: readonly TimedEvent[]
  readonly expectations: Expectations
}

/** Holds an index against all views of the contracts after a step. */
export function checkStep(at: StepAt): void {
  const { index, step, number, events, expectations } = at
  const said = `step ${number}: ${events.map(({ type }) => type).join(' ')}`
  const now = Number(step.timestamp)
  const { unit } = index.parameters
  learn(step, unit, expectations)
  for (const { id, isOfSigner } of step.seats)
    expect(isOfSigner, said).toBe(expectations.seats.has(id))
  const { seats, lists, credits, allowances } = expectations
  expect(index.seats, said).toEqual(seats)
  expect(index.seatOf, said).toEqual(keysOf(seats))
  for (const told of lists.values()) checkList(index, told, now, said)
  for (const told of step.tasks) checkTask(index, told, now, said)
  expect(
    something(index.credits, (amount) => amount),
    said,
  ).toEqual(something(credits, (amount) => amount))
  expect(
    something(index.allowances, ({ amount }) => amount),
    said,
  ).toEqual(allowances)
  expect(index.owedTreasury, said).toBe(step.owedTreasury * unit)
  expect(index.owedSink, said).toBe(step.owedSink * unit)
  expect(totalOwed(index), said).toBe(step.holdings)
  expect(index.latestRound ?? 0, said).toBe(Number(step.latestRound))
}

function learn(
  step: ToldStep,
  unit: bigint,
  { seats, lists, credits, allowances }: Expectations,
): void {
  for (const { id, seat } of step.seats)
    setOrForget(seats, id, seatRecord(id, seat, unit))
  for (const list of step.lists) lists.set(list.id, list)
  for (const { account, amount } of step.credits)
    credits.set(accountKey(account), amount * unit)
  for (const { payer, key, allowance } of step.allowances) {
    const its = allowanceOf(allowance, unit)
    setOrForget(allowances, allowanceKey(payer, key), its)
  }
}

function setOrForget<K, V>(map: Map<K, V>, key: K, value: V | undefined): void {
  if (value === undefined) map.delete(key)
  else map.set(key, value)
}

/** Each seat's by its keys, of now and lately. */
function keysOf(seats: ReadonlyMap<number, SeatRecord>): Map<string, number> {
  const keys = new Map<string, number>()
  for (const { seat, signer, formerSigner } of seats.values()) {
    keys.set(accountKey(signer), seat)
    if (formerSigner) keys.set(accountKey(formerSigner), seat)
  }
  return keys
}

/** Without what is nothing: an index keeps that, the contracts do not tell it from what never was. */
function something<V>(
  map: ReadonlyMap<string, V>,
  amountOf: (value: V) => bigint,
): Map<string, V> {
  return new Map([...map].filter(([, value]) => amountOf(value) !== 0n))
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
  const record = taskRecord(told.id, told.task, unit)
  expect(task.record, said).toEqual(
    record?.unavailable ? withoutUntold(record, task.record) : record,
  )
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

/**
 * Where a settlement found the prompt unavailable, no event tells who had given
 * something else: nothing follows from it.
 */
function withoutUntold(told: TaskRecord, { revealed }: TaskRecord): TaskRecord {
  return { ...told, revealed: told.revealed & revealed }
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
