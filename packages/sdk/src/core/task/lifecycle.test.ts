import { expect, test } from 'vitest'
import {
  epochAt,
  lifeOf,
  phasesOf,
  roundAt,
  roundOf,
  type TaskPhase,
  taskPhase,
  timeOfRound,
} from './lifecycle.js'

const beacon = { address: '0x01', genesis: 100, period: 30 } as const
const parameters = {
  beacon,
  seedDelay: 20,
  commitWindow: 120,
  revealWindow: 300,
  proofWindow: 3600,
}
const task = {
  addedAt: 1000,
  seed: 'block',
  committeeSize: 3,
  state: 'open',
  committed: 0,
  revealed: 0,
  convened: false,
} as const
type Change = Partial<Parameters<typeof taskPhase>[0]>

test('epochs are whole', () => {
  expect([0, 59, 60, 119].map((time) => epochAt(time, { epoch: 60 }))).toEqual([
    0, 0, 1, 1,
  ])
})

test('a round is the first that is published then or later', () => {
  const rounds = [0, 100, 101, 130, 131].map((time) => roundAt(time, beacon))
  expect(rounds).toEqual([1, 1, 2, 2, 3])
  for (const round of [1, 2, 50])
    expect(roundAt(timeOfRound(round, beacon), beacon)).toBe(round)
})

test('windows follow one another, from the block or from the round', () => {
  expect(phasesOf(task, parameters)).toEqual({
    startsAt: 1000,
    commitEnd: 1120,
    revealEnd: 1420,
    deadAt: 5020,
  })
  expect(roundOf(task, parameters)).toBeUndefined()
  const byBeacon = { ...task, seed: 'beacon' } as const
  // 1020 is 920 after the genesis: 30 periods and 20 seconds.
  expect(roundOf(byBeacon, parameters)).toBe(32)
  expect(phasesOf(byBeacon, parameters)).toEqual({
    startsAt: 1030,
    commitEnd: 1150,
    revealEnd: 1450,
    deadAt: 5050,
  })
})

test('no task lives longer than that', () => {
  for (let addedAt = 0; addedAt < 200; addedAt++) {
    const { deadAt } = phasesOf({ addedAt, seed: 'beacon' }, parameters)
    if (addedAt >= beacon.genesis)
      expect(deadAt - addedAt).toBeLessThan(lifeOf(parameters))
  }
})

test.each<[string, Change, number, TaskPhase]>([
  ['before its round', { seed: 'beacon' }, 1029, 'waiting'],
  ['with its round', { seed: 'beacon' }, 1030, 'committing'],
  ['at once', {}, 1000, 'committing'],
  ['in the last second of the window', {}, 1119, 'committing'],
  ['nobody committed', {}, 1120, 'revealing'],
  ['nobody committed, reveals over', {}, 1420, 'finalizable'],
  ['some committed', { committed: 0b011 }, 1119, 'committing'],
  ['some committed, window over', { committed: 0b011 }, 1120, 'revealing'],
  ['all committed early', { committed: 0b111 }, 1001, 'revealing'],
  ['convened', { committed: 0b011, convened: true }, 1001, 'revealing'],
  [
    'one reveal is missing',
    { committed: 0b111, revealed: 0b110 },
    1419,
    'revealing',
  ],
  [
    'it stays missing',
    { committed: 0b111, revealed: 0b110 },
    1420,
    'finalizable',
  ],
  [
    'all have revealed',
    { committed: 0b111, revealed: 0b111 },
    1002,
    'finalizable',
  ],
  ['long dead', { committed: 0b111 }, 9999, 'finalizable'],
  ['decided', { state: 'decided' }, 1000, 'decided'],
  ['undecided', { state: 'undecided' }, 1000, 'undecided'],
])('%s', (_, change, now, phase) => {
  expect(taskPhase({ ...task, ...change }, parameters, now)).toBe(phase)
})
