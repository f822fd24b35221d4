import { expect, test } from 'vitest'
import { type TaskPhase, taskDeadlines, taskPhase } from './lifecycle.js'
import type { ProtocolParameters } from './parameters.js'
import type { TaskRecord } from './task.js'

const parameters = {
  commitWindow: 120,
  revealWindow: 300,
  proofWindow: 3600,
} as ProtocolParameters

const task: TaskRecord = {
  id: '0x01',
  requester: '0x02',
  fee: 1n,
  addedAt: 1000,
  addedIn: 1n,
  committeeSize: 3,
  state: 'open',
  committed: 0,
  revealed: 0,
  punished: 0,
  winners: 0,
  output: undefined,
}

test('windows follow one another', () => {
  expect(taskDeadlines(task, parameters)).toEqual({
    commit: 1120,
    reveal: 1420,
    decide: 5020,
  })
})

test.each<[string, Partial<TaskRecord>, number, TaskPhase]>([
  ['at once', {}, 1000, 'committing'],
  ['in the last second of the window', {}, 1119, 'committing'],
  ['nobody committed', {}, 1120, 'finalizable'],
  ['some committed', { committed: 0b011 }, 1119, 'committing'],
  ['some committed, window over', { committed: 0b011 }, 1120, 'revealing'],
  ['all committed early', { committed: 0b111 }, 1001, 'revealing'],
  [
    'all who committed revealed, others may still commit',
    { committed: 0b011, revealed: 0b011 },
    1119,
    'committing',
  ],
  [
    'all who committed revealed, window over',
    { committed: 0b011, revealed: 0b011 },
    1120,
    'finalizable',
  ],
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
  ['long dead', { committed: 0b111 }, 9999, 'finalizable'],
  ['decided', { state: 'decided' }, 1000, 'decided'],
  ['undecided', { state: 'undecided' }, 1000, 'undecided'],
])('%s', (_, change, now, phase) => {
  expect(taskPhase({ ...task, ...change }, parameters, now)).toBe(phase)
})
