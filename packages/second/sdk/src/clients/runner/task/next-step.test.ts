import { cidFromDigest, type Digest } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import type { ProtocolParameters } from '../../../core/task/parameters.js'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'
import {
  commitBy,
  nextStep,
  type Situation,
  unavailableFrom,
} from './next-step.js'

const digest = (byte: string): Digest => `0x${byte.repeat(32)}`
const mine = digest('aa')
const theirs = digest('bb')
const output = digest('cc')

const parameters: ProtocolParameters = {
  asset: '0x00',
  bond: 1n,
  minimumFeePerSeat: 1n,
  slashBps: 1000,
  protocolFeeBps: 100,
  maximumSeats: 64,
  activationDelay: 1,
  exitNotice: 1,
  commitWindow: 100,
  revealWindow: 200,
  proofWindow: 1000,
  unbondingPeriod: 10_000,
  exclusiveWindow: 10,
  appealWindow: 1000,
  treasury: '0x01',
  sink: '0x02',
}

// Added at 1000: commits end at 1100, reveals at 1300, decisions at 2300.
const task: TaskRecord = {
  id: digest('11'),
  requester: '0x03',
  fee: 100n,
  addedAt: 1000,
  addedIn: 500n,
  committeeSize: 3,
  state: 'open',
  committed: 0,
  revealed: 0,
  punished: 0,
  winners: 0,
  output: undefined,
}

type Ballot = CommitteeMember['ballot']
const none: Ballot = { type: 'none' }
const committed = (commitment: Digest): Ballot => ({
  type: 'committed',
  commitment,
})
const revealed: Ballot = { type: 'revealed', output: cidFromDigest(output) }

const everybody = 0b111

function situation(change: {
  readonly task?: Partial<TaskRecord>
  readonly ballot?: Ballot
  readonly prepared?: Digest
  readonly isPreparing?: boolean
  readonly isDrawn?: boolean
  readonly now?: number
  readonly head?: bigint
}): Situation {
  const { ballot = none, prepared, isPreparing = false } = change
  return {
    task: { ...task, ...change.task },
    member: { member: 1, seat: 7, signer: '0x04', ballot },
    prepared,
    isPreparing,
    isDrawn: change.isDrawn ?? false,
    parameters,
    now: change.now ?? 1010,
    head: change.head ?? 501n,
  }
}

describe('while members commit', () => {
  test.each([
    ['begins to work', {}, { type: 'prepare' }],
    [
      'waits for the work, until it would be too late',
      { isPreparing: true },
      { type: 'wait', until: 1090 },
    ],
    ['commits what is ready', { prepared: mine }, { type: 'commit' }],
    [
      'commits what is ready rather than draw',
      { prepared: mine, head: 700n },
      { type: 'commit' },
    ],
    [
      'waits for the others',
      { prepared: mine, ballot: committed(mine) },
      { type: 'wait', until: 1100 },
    ],
    [
      'leaves another vote of this seat alone',
      { prepared: mine, ballot: committed(theirs) },
      { type: 'conflict', actual: theirs, until: 2300 },
    ],
    [
      'leaves a vote alone that it cannot open',
      { ballot: committed(theirs) },
      { type: 'conflict', actual: theirs, until: 2300 },
    ],
    ['still begins in time', { now: 1089 }, { type: 'prepare' }],
    ['does not begin too late', { now: 1090 }, { type: 'miss', until: 2300 }],
    [
      'does not commit too late',
      { prepared: mine, now: 1090 },
      { type: 'miss', until: 2300 },
    ],
    ['draws before the hash is out of reach', { head: 629n }, { type: 'draw' }],
    [
      'draws also while it works',
      { head: 629n, isPreparing: true },
      { type: 'draw' },
    ],
    ['does not draw early', { head: 628n }, { type: 'prepare' }],
    ['does not draw twice', { head: 629n, isDrawn: true }, { type: 'prepare' }],
  ] as const)('%s', (_, change, step) => {
    expect(nextStep(situation(change))).toEqual(step)
  })
})

describe('while members reveal', () => {
  const all = { committed: everybody }
  test.each([
    [
      'reveals once all have committed',
      { task: all, prepared: mine, ballot: committed(mine) },
      { type: 'reveal' },
    ],
    [
      'reveals once the commit window is over',
      {
        task: { committed: 0b010 },
        prepared: mine,
        ballot: committed(mine),
        now: 1100,
      },
      { type: 'reveal' },
    ],
    [
      'reveals up to the last second',
      { task: all, prepared: mine, ballot: committed(mine), now: 1299 },
      { type: 'reveal' },
    ],
    [
      'never reveals over another vote of this seat',
      { task: all, prepared: mine, ballot: committed(theirs) },
      { type: 'conflict', actual: theirs, until: 2300 },
    ],
    [
      'waits for the others',
      {
        task: { committed: everybody, revealed: 0b010 },
        prepared: mine,
        ballot: revealed,
      },
      { type: 'wait', until: 1300 },
    ],
    [
      'has missed it without a commitment',
      { task: { committed: 0b001 }, now: 1100, prepared: mine },
      { type: 'miss', until: 2300 },
    ],
  ] as const)('%s', (_, change, step) => {
    expect(nextStep(situation(change))).toEqual(step)
  })
})

describe('once the windows are over', () => {
  test.each([
    [
      'finalizes what it revealed',
      { task: { committed: 0b011, revealed: 0b010 }, ballot: revealed },
      { type: 'finalize' },
    ],
    [
      'leaves the end to others when it did not reveal',
      {
        task: { committed: 0b011, revealed: 0b001 },
        ballot: committed(mine),
        prepared: mine,
      },
      { type: 'wait', until: 2300 },
    ],
    [
      'leaves the end to others when it did not vote',
      { task: { committed: 0b001 } },
      { type: 'wait', until: 2300 },
    ],
  ] as const)('%s', (_, change, step) => {
    expect(nextStep(situation({ ...change, now: 1300 }))).toEqual(step)
  })

  test.each([none, committed(mine), revealed])(
    'forgets a task that cannot be decided any more (%o)',
    (ballot) => {
      const revealedBy = ballot.type === 'revealed' ? 0b010 : 0
      const change = { committed: 0b011, revealed: revealedBy }
      const late = situation({ task: change, ballot, now: 2300 })
      expect(nextStep(late)).toEqual({ type: 'forget' })
    },
  )
})

test.each(['decided', 'undecided'] as const)(
  'reports a task that is %s, whatever else is known',
  (state) => {
    for (const ballot of [none, committed(theirs), revealed]) {
      for (const now of [1010, 1100, 1300, 9999]) {
        const closed = situation({ task: { state }, ballot, now })
        expect(nextStep(closed)).toEqual({ type: 'report' })
      }
    }
  },
)

describe('over every situation', () => {
  const all = [...everySituation()]

  test('commits only a vote of the journal, in time, to an empty ballot', () => {
    const commits = all.filter((each) => nextStep(each).type === 'commit')
    expect(commits.length).toBeGreaterThan(0)
    for (const { prepared, member, now, task: found } of commits) {
      expect(prepared).toBe(mine)
      expect(member.ballot.type).toBe('none')
      expect(now).toBeLessThan(1090)
      expect(found.committed).not.toBe(everybody)
    }
  })

  test('reveals only its own vote, and never while somebody can commit', () => {
    const reveals = all.filter((each) => nextStep(each).type === 'reveal')
    expect(reveals.length).toBeGreaterThan(0)
    for (const { prepared, member, now, task: found } of reveals) {
      expect(member.ballot).toEqual(committed(mine))
      expect(prepared).toBe(mine)
      expect(found.committed === everybody || now >= 1100).toBe(true)
      expect(now).toBeLessThan(1300)
    }
  })

  test('never leaves a vote of its own unrevealed while it can be', () => {
    const sealed = all.filter(
      ({ task: found, member, prepared, now }) =>
        found.state === 'open' &&
        member.ballot.type === 'committed' &&
        member.ballot.commitment === prepared &&
        (found.committed === everybody || now >= 1100) &&
        now < 1300,
    )
    expect(sealed.length).toBeGreaterThan(0)
    for (const each of sealed) expect(nextStep(each).type).toBe('reveal')
  })

  test('what it waits for lies ahead', () => {
    for (const each of all) {
      const step = nextStep(each)
      if (!('until' in step)) continue
      expect(step.until).toBeGreaterThan(each.now)
    }
  })
})

/** Every combination that the contract can be in, and a few that only stale reads show. */
function* everySituation(): Generator<Situation> {
  const ballots = [none, committed(mine), committed(theirs), revealed]
  const times = [1000, 1049, 1089, 1090, 1099, 1100, 1299, 1300, 2299, 2300]
  for (const state of ['open', 'decided', 'undecided'] as const)
    for (const ballot of ballots)
      for (const bitmaps of [
        { committed: 0, revealed: 0 },
        { committed: 0b010, revealed: 0 },
        { committed: everybody, revealed: 0 },
        { committed: everybody, revealed: 0b010 },
        { committed: everybody, revealed: 0b101 },
      ])
        for (const prepared of [undefined, mine])
          for (const isPreparing of [false, true])
            for (const isDrawn of [false, true])
              for (const head of [501n, 700n])
                for (const now of times) {
                  const found = { state, ...bitmaps }
                  const rest = { ballot, isPreparing, isDrawn, head, now }
                  const known = prepared && { prepared }
                  yield situation({ task: found, ...rest, ...known })
                }
}

test('the margins follow the commit window', () => {
  const short = { ...parameters, commitWindow: 8 }
  const long = { ...parameters, commitWindow: 3600 }
  expect(commitBy(task, short)).toBe(1007)
  expect(commitBy(task, long)).toBe(1000 + 3590)
  expect(unavailableFrom(task, short)).toBe(1004)
  expect(unavailableFrom(task, parameters)).toBe(1050)
})
