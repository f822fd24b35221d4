import { cidFromDigest, type Digest } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import { protocolParameters, taskRecord } from '../../../../test/task-facts.js'
import type { CommitteeMember, TaskRecord } from '../../../core/task/task.js'
import type { AppealStand } from '../appeal/appeal-stand.js'
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

// Added at 1000: commits end at 1100, reveals at 1300; dead at 2300.
const parameters = protocolParameters
const task = taskRecord

type Ballot = CommitteeMember['ballot']
const none: Ballot = { type: 'none' }
const committed = (commitment: Digest): Ballot => ({
  type: 'committed',
  commitment,
})
const revealed: Ballot = { type: 'revealed', output: cidFromDigest(output) }

const everybody = 0b111

const silent: AppealStand = { type: 'none' }

type Change = Partial<Omit<Situation, 'task' | 'member' | 'parameters'>> & {
  readonly task?: Partial<TaskRecord>
  readonly ballot?: Ballot
}

function situation({ task: found, ballot = none, ...change }: Change) {
  const member = { member: 1, seat: 7, signer: '0x04', ballot } as const
  return {
    member,
    prepared: undefined,
    isPreparing: false,
    isDrawn: false,
    canPost: false,
    isReported: false,
    appeal: silent,
    now: 1010,
    head: 501n,
    ...change,
    task: { ...task, ...found },
    parameters,
  } satisfies Situation
}

/** Round 11 is published at 1000, and is the first that nobody knew at 950. */
const byBeacon = { seed: 'beacon', addedAt: 950 } as const

describe('before anybody knows the committee', () => {
  const unknown = (change: Change): Situation => ({
    ...situation(change),
    member: undefined,
  })

  test.each([
    ['waits for the block after the task', {}, { type: 'wait', until: 1090 }],
    [
      'waits for the round',
      { task: byBeacon, now: 960, canPost: true },
      { type: 'wait', until: 1000 },
    ],
    [
      'brings the round if it can',
      { task: byBeacon, now: 1000, canPost: true },
      { type: 'post-round', round: 11 },
    ],
    [
      'waits for others to bring it if it cannot',
      { task: byBeacon, now: 1000 },
      { type: 'wait', until: 1090 },
    ],
    [
      'lets it go when it would be too late to vote',
      { task: byBeacon, now: 1090, canPost: true },
      { type: 'forget' },
    ],
    [
      'lets it go when it has ended',
      { task: { state: 'undecided' } },
      { type: 'forget' },
    ],
  ] as const)('%s', (_, change, step) => {
    expect(nextStep(unknown(change))).toEqual(step)
  })
})

test('once the committee is known, the windows begin with the round', () => {
  const early = situation({ task: byBeacon, now: 970 })
  expect(nextStep(early)).toEqual({ type: 'wait', until: 1000 })
  const inTime = situation({ task: byBeacon, now: 1089 })
  expect(nextStep(inTime)).toEqual({ type: 'prepare' })
})

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
      { type: 'conflict', actual: theirs, until: 1300 },
    ],
    [
      'leaves a vote alone that it cannot open',
      { ballot: committed(theirs) },
      { type: 'conflict', actual: theirs, until: 1300 },
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
      { type: 'conflict', actual: theirs, until: 1300 },
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
    [
      'reveals at once what a convened seal holds',
      {
        task: { convened: true, committed: 0b011 },
        prepared: mine,
        ballot: committed(mine),
      },
      { type: 'reveal' },
    ],
    [
      'does not commit beside a convened seal',
      { task: { convened: true, committed: 0b101 }, prepared: mine },
      { type: 'miss', until: 2300 },
    ],
    [
      'has nothing to do for a vote that others made known',
      { task: { committed: everybody }, ballot: { type: 'uncounted' } },
      { type: 'wait', until: 1300 },
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
    [
      'finalizes at once what all have revealed',
      { task: { committed: everybody, revealed: everybody }, ballot: revealed },
      { type: 'finalize' },
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

test('reveals though the task already looks complete, while it is sealed', () => {
  const torn = { committed: everybody, revealed: everybody }
  const sealed = { prepared: mine, ballot: committed(mine) }
  const found = situation({ task: torn, ...sealed })
  expect(nextStep(found)).toEqual({ type: 'reveal' })
})

test('reports a task in which nothing was decided, once', () => {
  const undecided = { state: 'undecided' } as const
  for (const ballot of [none, committed(theirs), revealed]) {
    for (const now of [1010, 1100, 1300, 9999]) {
      const found = { task: undecided, ballot, now }
      expect(nextStep(situation(found))).toEqual({ type: 'report' })
      const told = situation({ ...found, isReported: true })
      expect(nextStep(told)).toEqual({ type: 'forget' })
    }
  }
})

describe('once a quorum has decided', () => {
  const decided = { state: 'decided', output: cidFromDigest(output) } as const
  const all = { ...decided, committed: everybody, revealed: everybody }
  const withheld = { ...all, revealed: 0b011 }
  const done = { ballot: revealed, isReported: true }

  test.each([
    [
      'opens what was sealed by then',
      {
        task: { ...all, revealed: 0b101 },
        prepared: mine,
        ballot: committed(mine),
        now: 1299,
      },
      { type: 'reveal' },
    ],
    [
      'waits until what was sealed can be opened',
      {
        task: { ...decided, committed: 0b010 },
        prepared: mine,
        ballot: committed(mine),
      },
      { type: 'wait', until: 1100 },
    ],
    [
      'leaves alone what it cannot open',
      { task: withheld, ballot: committed(theirs), now: 1200 },
      { type: 'conflict', actual: theirs, until: 1300 },
    ],
    [
      'reports a vote that is known',
      { task: all, ballot: revealed },
      { type: 'report' },
    ],
    [
      'reports a vote that did not count',
      { task: all, ballot: { type: 'uncounted' } },
      { type: 'report' },
    ],
    [
      'reports at once to whom absence costs nothing',
      { task: decided },
      { type: 'report' },
    ],
    [
      'reports at once that it is not in a convened seal',
      { task: { ...decided, convened: true, committed: 0b101 } },
      { type: 'report' },
    ],
    [
      'waits for what absence from the court costs',
      { task: { ...decided, committed: 0b101, revealed: 0b101 }, now: 1200 },
      { type: 'wait', until: 2300 },
    ],
    [
      'waits for others to close the task it withheld its vote in',
      { task: withheld, ballot: committed(mine), prepared: mine, now: 2300 },
      { type: 'wait', until: 2360 },
    ],
    [
      'reports what it withheld once the task is closed',
      {
        task: { ...withheld, closed: true },
        ballot: committed(mine),
        now: 2300,
      },
      { type: 'report' },
    ],
    [
      'reports what it withheld although nobody closes the task',
      { task: withheld, ballot: committed(mine), now: 2360 },
      { type: 'report' },
    ],
    [
      'waits to close a task in which others withheld',
      { task: withheld, ...done, now: 1200 },
      { type: 'wait', until: 2300 },
    ],
    [
      'closes it once it is dead',
      { task: withheld, ...done, now: 2300 },
      { type: 'close' },
    ],
    [
      'closes nothing late: somebody would have by then',
      { task: withheld, ...done, now: 2900 },
      { type: 'forget' },
    ],
    [
      'closes nothing twice',
      { task: { ...withheld, closed: true }, ...done, now: 2300 },
      { type: 'forget' },
    ],
    [
      'tells before it questions',
      { task: all, ballot: revealed, appeal: { type: 'wanted' } },
      { type: 'report' },
    ],
    [
      'questions what contradicts it',
      { task: all, ...done, appeal: { type: 'wanted' } },
      { type: 'appeal' },
    ],
    [
      'draws the consequences of its appeal',
      { task: all, ...done, appeal: { type: 'ended' } },
      { type: 'conclude' },
    ],
    [
      'waits for its appeal',
      { task: all, ...done, appeal: { type: 'pending', until: 5000 } },
      { type: 'wait', until: 5000 },
    ],
    [
      'closes while its appeal is open',
      {
        task: withheld,
        ...done,
        now: 2300,
        appeal: { type: 'pending', until: 5000 },
      },
      { type: 'close' },
    ],
    ['forgets what is over', { task: all, ...done }, { type: 'forget' }],
  ] as const)('%s', (_, change, step) => {
    expect(nextStep(situation(change))).toEqual(step)
  })
})

describe('over every situation', () => {
  const all = [...everySituation()]
  const isOpen = ({ task: found, now }: Situation) =>
    found.committed === everybody || found.convened || now >= 1100

  test('commits only a vote of the journal, in time, to an empty ballot', () => {
    const commits = all.filter((each) => nextStep(each).type === 'commit')
    expect(commits.length).toBeGreaterThan(0)
    for (const { prepared, member, now, task: found } of commits) {
      expect(prepared).toBe(mine)
      expect(member.ballot.type).toBe('none')
      expect(now).toBeLessThan(1090)
      expect(found.committed).not.toBe(everybody)
      expect([found.state, found.convened]).toEqual(['open', false])
    }
  })

  test('reveals only its own vote, and never while somebody can commit', () => {
    const reveals = all.filter((each) => nextStep(each).type === 'reveal')
    expect(reveals.length).toBeGreaterThan(0)
    for (const each of reveals) {
      expect(each.member.ballot).toEqual(committed(mine))
      expect(each.prepared).toBe(mine)
      expect(isOpen(each)).toBe(true)
      expect(each.now).toBeLessThan(1300)
    }
  })

  test('never leaves a vote of its own unrevealed while it can be', () => {
    const sealed = all.filter(
      (each) =>
        each.task.state !== 'undecided' &&
        each.member.ballot.type === 'committed' &&
        each.member.ballot.commitment === each.prepared &&
        isOpen(each) &&
        each.now < 1300,
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
function* everySituation() {
  const ballots: readonly Ballot[] = [
    ...[none, committed(mine), committed(theirs), revealed],
    { type: 'uncounted' },
  ]
  const stands: readonly AppealStand[] = [
    ...([silent, { type: 'wanted' }, { type: 'ended' }] as const),
    { type: 'pending', until: 9_999 },
  ]
  const times = [1000, 1049, 1089, 1090, 1099, 1100, 1299, 1300, 2299, 2300]
  for (const state of ['open', 'decided', 'undecided'] as const)
    for (const ballot of ballots)
      for (const bits of [
        { committed: 0, revealed: 0 },
        { committed: 0b010, revealed: 0 },
        { committed: 0b011, revealed: 0, convened: true },
        { committed: everybody, revealed: 0 },
        { committed: everybody, revealed: 0b010 },
        { committed: everybody, revealed: 0b101 },
        { committed: everybody, revealed: 0b101, closed: true },
      ])
        for (const prepared of [undefined, mine])
          for (const appeal of stands)
            for (const [isPreparing, isDrawn, isReported] of flags)
              for (const head of [501n, 700n])
                for (const now of times) {
                  const found = { task: { state, ...bits }, ballot, prepared }
                  const rest = { isPreparing, isDrawn, isReported, appeal }
                  yield situation({ ...found, ...rest, head, now })
                }
}

const flags = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) =>
  [1, 2, 4].map((bit) => (bits & bit) !== 0),
) as [boolean, boolean, boolean][]

test('the margins follow the commit window', () => {
  const short = { ...parameters, commitWindow: 8 }
  const long = { ...parameters, commitWindow: 3600 }
  expect(commitBy(task, short)).toBe(1007)
  expect(commitBy(task, long)).toBe(1000 + 3590)
  expect(unavailableFrom(task, short)).toBe(1004)
  expect(unavailableFrom(task, parameters)).toBe(1050)
})
