import { cidFromDigest, type Digest } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import type { CommitteeMember, TaskRecord } from '../../core/task/task.js'
import { commitment } from '../../core/vote/commitment.js'
import { tally } from '../../core/vote/tally.js'
import { votedOutput } from '../../core/vote/unavailable.js'
import { digest, saltOf } from '../../testing/chain-fixture.js'
import type { TaskSnapshot } from './snapshot.js'
import { isContradicted, nothingTold, stepsTo, toldBy } from './telling.js'
import type { TaskStep } from './update.js'

const task = digest(42)

/** The life of a task, vote by vote, as a chain would show it. */
function randomLife(seed: number): TaskSnapshot[] {
  const random = seededRandom(seed)
  const size = 3 + random.below(13)
  const outputs = Array.from({ length: size }, () =>
    random.below(5) === 0 ? undefined : digest(random.below(4) === 0 ? 2 : 1),
  )
  const members: CommitteeMember[] = outputs.map((_, member) => ({
    member,
    seat: 100 + member,
    signer: `0x${`${member}`.padStart(40, '0')}`,
    ballot: { type: 'none' },
  }))
  const life: TaskSnapshot[] = [snapshotOf(undefined, size)]
  const show = (output?: Digest) =>
    life.push(snapshotOf([...members], size, output))
  show()
  const voters = shuffled([...members.keys()], random.below).filter(
    (member) => outputs[member] !== undefined,
  )
  for (const member of voters) {
    vote(members, member, outputs[member] as Digest, 'committed')
    show()
  }
  for (const member of shuffled(voters, random.below)) {
    vote(members, member, outputs[member] as Digest, 'revealed')
    show()
  }
  const verdict = tally(outputs, size)
  if (verdict.type === 'decided') show(verdict.output)
  return life
}

function vote(
  members: CommitteeMember[],
  member: number,
  output: Digest,
  type: 'committed' | 'revealed',
): void {
  const before = members[member] as CommitteeMember
  const { seat } = before
  const salt = saltOf(task, member)
  const ballot =
    type === 'revealed'
      ? { type, output: votedOutput(output) }
      : { type, commitment: commitment({ task, seat, output, salt }) }
  members[member] = { ...before, ballot }
}

function snapshotOf(
  members: CommitteeMember[] | undefined,
  committeeSize: number,
  output?: Digest,
): TaskSnapshot {
  const count = (type: string) =>
    (members ?? []).reduce(
      (bits, { ballot, member }) =>
        ballot.type === type ? bits | (1 << member) : bits,
      0,
    )
  const agreed = output && cidFromDigest(output)
  const revealed = count('revealed')
  const winners = (members ?? []).reduce(
    (bits, { ballot, member }) =>
      ballot.type === 'revealed' && ballot.output === agreed
        ? bits | (1 << member)
        : bits,
    0,
  )
  const record: TaskRecord = {
    id: task,
    // The contract forgets both with the decision.
    requester: output ? undefined : `0x${'00'.repeat(20)}`,
    addedIn: output ? undefined : 7n,
    seed: 'block',
    share: 1n,
    roundTip: 0n,
    addedAt: 1,
    committeeSize,
    state: output ? 'decided' : 'open',
    committed: count('committed') | revealed,
    revealed,
    punished: 0,
    winners,
    output: agreed,
    convened: false,
    closed: output !== undefined,
    appealable: false,
    isAppeal: false,
    unavailable: false,
  }
  return { record, members, obstacle: members ? undefined : 'not-yet' }
}

function shuffled<T>(items: T[], below: (limit: number) => number): T[] {
  const rest = [...items]
  return items.map(() => rest.splice(below(rest.length), 1)[0] as T)
}

/** What a follower tells who sees only these moments of a life. */
function tell(moments: readonly TaskSnapshot[]): TaskStep[] {
  const told: TaskStep[] = []
  let before = { ...nothingTold, addedIn: 7n as bigint | undefined }
  for (const moment of moments) {
    expect(isContradicted(before, moment)).toBe(false)
    told.push(...stepsTo(before, moment))
    before = toldBy(moment, before)
  }
  return told
}

type VoteStep = Extract<
  TaskStep,
  { readonly type: 'vote-committed' | 'vote-revealed' }
>

function votesIn(steps: readonly TaskStep[], type: VoteStep['type']) {
  return steps.filter((step): step is VoteStep => step.type === type)
}

const seeds = Array.from({ length: 200 }, (_, seed) => seed)

describe('whatever moments of a life are seen', () => {
  test('each vote is told once, and counts go up one by one', () => {
    for (const seed of seeds) {
      const random = seededRandom(seed + 1000)
      const life = randomLife(seed)
      const last = life.at(-1) as TaskSnapshot
      const seen = life.filter(
        (moment) => moment === last || random.below(3) === 0,
      )
      const told = tell(seen)
      for (const type of ['vote-committed', 'vote-revealed'] as const) {
        const votes = votesIn(told, type)
        const all = votesIn(tell(life), type)
        const members = votes.map(({ member }) => member)
        expect(new Set(members).size).toBe(members.length)
        expect(new Set(members)).toEqual(
          new Set(all.map(({ member }) => member)),
        )
        expect(votes.map(({ count }) => count)).toEqual(
          votes.map((_, index) => index + 1),
        )
      }
      const ends = told.filter((step) => step.type === 'decided').length
      expect(ends).toBe(last.record.output ? 1 : 0)
    }
  })

  test('seeing the same again tells nothing', () => {
    for (const seed of seeds) {
      const life = randomLife(seed)
      const twice = life.flatMap((moment) => [moment, moment])
      expect(tell(twice)).toEqual(tell(life))
    }
  })

  test('going back is noticed wherever something told is lost by it', () => {
    for (const seed of seeds) {
      const life = randomLife(seed)
      for (const [index, moment] of life.entries()) {
        const told = toldBy(moment, nothingTold)
        for (const earlier of life.slice(0, index)) {
          const lost = tell([earlier, moment]).length > tell([earlier]).length
          const isDrawn = earlier.members !== undefined
          const hasVotes = moment.members?.some(
            ({ ballot }) => ballot.type !== 'none',
          )
          // A committee that is not known at the moment is no contradiction.
          const expected = lost && (isDrawn || hasVotes === true)
          expect(isContradicted(told, earlier)).toBe(expected)
        }
      }
    }
  })
})

test('another committee, commitment or output contradicts what was told', () => {
  const life = randomLife(3)
  const moment = life[4] as TaskSnapshot
  const told = toldBy(moment, nothingTold)
  const changeFirstVoter = (change: Partial<CommitteeMember>) => ({
    ...moment,
    members: moment.members?.map((each) =>
      each.ballot.type === 'none' ? each : { ...each, ...change },
    ),
  })
  expect(isContradicted(told, moment)).toBe(false)
  expect(isContradicted(told, changeFirstVoter({ seat: 999 }))).toBe(true)
  const ballot = { type: 'committed', commitment: digest(77) } as const
  expect(isContradicted(told, changeFirstVoter({ ballot }))).toBe(true)
  expect(isContradicted(told, undefined)).toBe(true)
  const moved = { ...moment, record: { ...moment.record, addedIn: 8n } }
  expect(isContradicted(told, moved)).toBe(true)
  const record = { ...moment.record, convened: true }
  expect(isContradicted(toldBy({ ...moment, record }, told), moment)).toBe(true)
})

test('a committee that is over, of a record that was open, contradicts nothing', () => {
  const told = toldBy(randomLife(3)[4] as TaskSnapshot, nothingTold)
  const open = snapshotOf(undefined, told.members.length)
  expect(isContradicted(told, open)).toBe(true)
  expect(isContradicted(told, { ...open, obstacle: 'over' })).toBe(false)
})
