import { cidOf } from '@aichain/base'
import { expect, test } from 'vitest'
import {
  appealableUntil,
  type FinalityParameters,
  isAppealWindowOver,
  isFinal,
  isVoid,
} from './finality.js'
import type { ProtocolParameters } from './parameters.js'
import type { TaskRecord } from './task.js'

const parameters = {
  beacon: { address: '0x01', genesis: 0, period: 10 },
  seedDelay: 10,
  commitWindow: 100,
  revealWindow: 100,
  proofWindow: 100,
  appealWindow: 1000,
  outage: 500,
} as unknown as ProtocolParameters
const [right, wrong] = [1, 2].map((byte) => cidOf(new Uint8Array([byte])))
const task = {
  seed: 'block',
  addedAt: 1000,
  state: 'decided',
  appealable: true,
  isAppeal: false,
  unavailable: false,
  output: right,
} as TaskRecord
// Dead at 1300; a task lives 320 seconds at most.
const until = 2300
const heard = 180

const finalAt = (
  now: number,
  change: Partial<TaskRecord> = {},
  rest: Partial<FinalityParameters> = {},
) =>
  isFinal(
    {
      task: { ...task, ...change },
      appeal: undefined,
      latestRound: heard,
      now,
      ...rest,
    },
    parameters,
  )

const appealBy = (change: Partial<TaskRecord>) => ({
  appeal: { attempts: 1, task: { ...task, isAppeal: true, ...change } },
})

test('each appeal opens the window for as long as it may live', () => {
  expect(appealableUntil(task, 0, parameters)).toBe(until)
  expect(appealableUntil(task, 2, parameters)).toBe(until + 640)
})

test('a decision is final once the window is over', () => {
  expect(finalAt(until - 1)).toBe(false)
  expect(finalAt(until)).toBe(true)
})

test('what cannot be appealed is final at once', () => {
  expect(finalAt(1001, { appealable: false })).toBe(true)
  expect(finalAt(1001, { isAppeal: true })).toBe(true)
})

test('only a decision is final', () => {
  expect(finalAt(9999, { state: 'open' })).toBe(false)
  expect(finalAt(9999, { state: 'undecided' })).toBe(false)
})

test('an appeal says, as far as it found something', () => {
  expect(finalAt(1500, {}, appealBy({ output: right }))).toBe(true)
  expect(finalAt(9999, {}, appealBy({ output: wrong }))).toBe(false)
  expect(finalAt(9999, {}, appealBy({ state: 'open' }))).toBe(false)
  const found = { state: 'undecided', unavailable: true } as const
  expect(finalAt(9999, {}, appealBy(found))).toBe(false)
  const nothing = appealBy({ state: 'undecided' })
  expect(finalAt(until + 319, {}, nothing)).toBe(false)
  expect(finalAt(until + 320, {}, nothing)).toBe(true)
})

test('a decision is void once nobody can show the prompt any more', () => {
  const voidAt = (now: number, appeal: FinalityParameters['appeal']) =>
    isVoid({ task, appeal, latestRound: heard, now }, parameters)
  const { appeal } = appealBy({ state: 'undecided', unavailable: true })
  expect(voidAt(until + 319, appeal)).toBe(false)
  expect(voidAt(until + 320, appeal)).toBe(true)
  expect(voidAt(1500, { ...appeal, attempts: 8 })).toBe(true)
  const nothing = appealBy({ state: 'undecided' }).appeal
  expect(voidAt(9999, nothing)).toBe(false)
  expect(voidAt(9999, undefined)).toBe(false)
})

test('a window that no round came in waits for the beacon', () => {
  const overAt = (now: number, latestRound: number | undefined) =>
    isAppealWindowOver({ until, now, latestRound }, parameters)
  // Round 131 was published at 1300, when the window opened.
  expect(overAt(until, 131)).toBe(true)
  expect(overAt(until, 130)).toBe(false)
  expect(overAt(until + 499, undefined)).toBe(false)
  expect(overAt(until + 500, undefined)).toBe(true)
})
