import { cidOf, type Digest } from '@aichain/base'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../../base/test/seeded-random.js'
import { membersOf } from '../encoding/bitmap.js'
import type { Terms } from '../task/task.js'
import { commitment } from '../vote/commitment.js'
import { sealOf } from '../vote/seal.js'
import { UNAVAILABLE } from '../vote/unavailable.js'
import {
  type Settlement,
  type SettlementParameters,
  type SignedVote,
  settlement,
} from './settlement.js'

const task: Digest = `0x${'11'.repeat(32)}`
const terms: Terms = {
  requester: `0x${'0f'.repeat(20)}`,
  order: {
    model: cidOf(new Uint8Array([1])),
    prompt: cidOf(new Uint8Array([2])),
    committeeSize: 5,
    share: 20n,
    roundTip: 0n,
    minimumPlaces: 0,
    seed: 'block',
    nonce: 1n,
  },
}
const yes: Digest = `0x${'22'.repeat(32)}`
const no: Digest = `0x${'33'.repeat(32)}`
const zero: Digest = `0x${'00'.repeat(32)}`
const committee = [40, 7, 9, 0, 65_534]

const voteOf = (member: number, output: Digest = yes): SignedVote => ({
  member,
  output,
  salt: `0x${(member + 1).toString(16).padStart(64, '0')}`,
  r: `0x${'aa'.repeat(32)}`,
  vs: `0x${'11'.repeat(32)}`,
})
const sealedBy = ({ member, output, salt }: SignedVote): Digest =>
  commitment({ task, seat: committee[member] ?? -1, output, salt })

/** Everybody sealed, and members 0, 1, 3, 4 vote yes. */
function usual(): SettlementParameters {
  return {
    task,
    terms,
    committee,
    commitments: committee.map((_, member) => sealedBy(voteOf(member))),
    votes: [voteOf(0), voteOf(1), voteOf(3), voteOf(4)],
  }
}

/** What the contract hashes out of a settlement. */
function sealIn({ choices, votes, absent }: Settlement): Digest {
  const words: (Digest | undefined)[] = committee.map(() => undefined)
  const [left, others] = [[...votes], [...absent]]
  for (const { output, voters } of choices)
    for (const member of membersOf(voters)) {
      const seat = committee[member] ?? -1
      const salt = left.shift()?.salt ?? zero
      words[member] = commitment({ task, seat, output, salt })
    }
  return sealOf(words.map((word) => word ?? others.shift()))
}

/** As the contract takes it. */
const bare = ({ salt, r, vs }: SignedVote) => ({ salt, r, vs })

test('names the voters and holds what rebuilds the seal', () => {
  const parameters = usual()
  const built = settlement(parameters)
  expect(built).toEqual({
    ok: true,
    value: {
      terms,
      choices: [{ output: yes, voters: 0b11011 }],
      votes: [0, 1, 3, 4].map((member) => bare(voteOf(member))),
      absent: [parameters.commitments[2]],
    },
  })
  if (built.ok) expect(sealIn(built.value)).toBe(sealOf(parameters.commitments))
})

test('the order of the votes does not matter', () => {
  const parameters = usual()
  const shuffled = { ...parameters, votes: parameters.votes.toReversed() }
  expect(settlement(shuffled)).toEqual(settlement(parameters))
})

test('a member that sealed nothing is a zero word', () => {
  const { commitments, ...rest } = usual()
  const sealed = commitments.with(2, undefined)
  const built = settlement({ ...rest, commitments: sealed })
  expect(built.ok && built.value.absent).toEqual([zero])
})

test('a whole committee leaves nobody absent', () => {
  const { votes, ...rest } = usual()
  const built = settlement({ ...rest, votes: [...votes, voteOf(2)] })
  expect(built.ok && built.value).toMatchObject({
    choices: [{ output: yes, voters: 0b11111 }],
    absent: [],
  })
})

test('brings wrong votes too, output by output', () => {
  const large = [...committee, 11, 12, 13]
  const votes = [no, yes, UNAVAILABLE, yes, yes, yes, yes, yes].map(
    (output, member) => voteOf(member, output),
  )
  const commitments = votes.map(({ member, output, salt }) =>
    commitment({ task, seat: large[member] ?? -1, output, salt }),
  )
  expect(
    settlement({ task, terms, committee: large, commitments, votes }),
  ).toEqual({
    ok: true,
    value: {
      terms,
      choices: [
        { output: no, voters: 0b00000001 },
        { output: yes, voters: 0b11111010 },
        { output: UNAVAILABLE, voters: 0b00000100 },
      ],
      votes: [0, 1, 3, 4, 5, 6, 7, 2].map((member) => bare(voteOf(member))),
      absent: [],
    },
  })
})

test('a quorum for unavailable can be settled', () => {
  const votes = committee.map((_, member) => voteOf(member, UNAVAILABLE))
  const built = settlement({
    ...usual(),
    commitments: votes.map(sealedBy),
    votes,
  })
  expect(built.ok && built.value.choices).toEqual([
    { output: UNAVAILABLE, voters: 0b11111 },
  ])
})

test('what the court knows counts, whatever else its member signed', () => {
  const { votes, ...rest } = usual()
  const three = votes.slice(0, 3)
  expect(settlement({ ...rest, votes: three }).ok).toBe(false)
  const revealed = [undefined, undefined, undefined, undefined, yes]
  expect(settlement({ ...rest, votes: three, revealed }).ok).toBe(true)
  const other = [no, undefined, undefined, undefined, yes]
  expect(settlement({ ...rest, votes: three, revealed: other })).toEqual({
    ok: false,
    reason: 'no output has the 4 votes of a quorum',
  })
})

test('rebuilds every seal that had a quorum', () => {
  const random = seededRandom(35)
  for (let round = 0; round < 200; round++) {
    const all = committee.map((_, member) => voteOf(member))
    const absent = random.below(6)
    const votes = all.filter(({ member }) => member !== absent)
    const commitments = all.map((vote) =>
      vote.member === absent && random.below(2) === 0
        ? undefined
        : sealedBy(vote),
    )
    const built = settlement({ task, terms, committee, commitments, votes })
    expect(built.ok && sealIn(built.value)).toBe(sealOf(commitments))
  }
})

test.each<
  [string, (usual: SettlementParameters) => SettlementParameters, string]
>([
  [
    'a commitment too few',
    (all) => ({ ...all, commitments: all.commitments.slice(1) }),
    '4 commitments of a committee of 5',
  ],
  [
    'a member that votes twice',
    (all) => ({ ...all, votes: [...all.votes, voteOf(1)] }),
    'member 1 votes twice',
  ],
  [
    'a member beyond the committee',
    (all) => ({ ...all, votes: [...all.votes, voteOf(5)] }),
    'member 5 is not of the committee of 5',
  ],
  [
    'a negative member',
    (all) => ({ ...all, votes: [...all.votes, voteOf(-1)] }),
    'member -1 is not of the committee of 5',
  ],
  [
    'the empty digest',
    (all) => ({ ...all, votes: [...all.votes, voteOf(2, zero)] }),
    'member 2 votes for the empty digest',
  ],
  [
    'a signature that the contract does not recover',
    (all) => ({
      ...all,
      votes: [...all.votes, { ...voteOf(2), vs: `0x7f${'ff'.repeat(31)}` }],
    }),
    'member 2 signed with an s in the upper half of the order',
  ],
  [
    'an output that the quorum gave too, in other digits',
    (all) => ({
      ...all,
      votes: [...all.votes, { ...voteOf(2), output: `0x${'AB'.repeat(32)}` }],
    }),
    'member 2 votes with something that is not 32 bytes in lower-case digits',
  ],
  [
    'a salt of 31 bytes',
    (all) => ({
      ...all,
      votes: [...all.votes, { ...voteOf(2), salt: `0x${'ab'.repeat(31)}` }],
    }),
    'member 2 votes with something that is not 32 bytes in lower-case digits',
  ],
  [
    'a voter without commitment',
    (all) => ({ ...all, commitments: all.commitments.with(3, undefined) }),
    'member 3 votes, but the seal has nothing of it',
  ],
  [
    'a voter whose commitment is zero',
    (all) => ({ ...all, commitments: all.commitments.with(3, zero) }),
    'member 3 votes, but the seal has nothing of it',
  ],
  [
    'a vote for another output than was sealed',
    (all) => ({ ...all, votes: [voteOf(0, no)] }),
    `member 0 opens ${sealedBy(voteOf(0, no))}, but sealed ${sealedBy(voteOf(0))}`,
  ],
  [
    "another seat's commitment",
    (all) => ({ ...all, committee: [41, 7, 9, 0, 65_534] }),
    `member 0 opens ${commitment({ ...voteOf(0), task, seat: 41 })}, but sealed ${sealedBy(voteOf(0))}`,
  ],
  [
    'less than a quorum',
    (all) => ({ ...all, votes: all.votes.slice(1) }),
    'no output has the 4 votes of a quorum',
  ],
])('refuses %s', (_, change, reason) => {
  expect(settlement(change(usual()))).toEqual({ ok: false, reason })
})
