import { cidFromDigest, type Digest } from '@aichain/base'
import { expectEqual, expectError } from '@aichain/base/testing'
import { hasMember } from '../core/encoding/bitmap.js'
import { keccakWords } from '../core/encoding/keccak.js'
import { bountyOf, pruningBounty } from '../core/money/slash.js'
import { closingOutcome } from '../core/settlement/closing-outcome.js'
import { refundOutcome } from '../core/settlement/refund-outcome.js'
import {
  type SettlementOutcome,
  settlementOutcome,
} from '../core/settlement/settlement-outcome.js'
import { phasesOf } from '../core/task/lifecycle.js'
import { listId } from '../core/task/list-id.js'
import type { CommitteeMember, TaskId, TaskRecord } from '../core/task/task.js'
import { UNAVAILABLE } from '../core/vote/unavailable.js'
import { conformanceParameters, digest, type Vote } from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { openScene, type Scene, wordOf } from './chain-scene.js'
import { eventBodies } from './event-bodies.js'
import { isOutput } from './settlement-scene.js'

const { bond, commitWindow, minimumShare, unit } = conformanceParameters
const share = minimumShare + 7n * unit
const right = digest(7)
const wrong = digest(8)

/** What a committee of five may do in the court, and what must come of it follows from the mirrors. */
const ballots: Readonly<Record<string, readonly Vote[]>> = {
  'all agree': [right, right, right, right, right],
  'a liar is outvoted': [right, right, wrong, right, right],
  'a liar comes late': [right, right, right, right, wrong],
  'an absent member': [right, 'absent', right, right, right],
  'a vote withheld': [right, right, right, right, 'withheld'],
  'a wrong "unavailable"': [UNAVAILABLE, right, right, right, right],
  'no quorum': [right, right, right, wrong, wrong],
  'no quorum of those who came': [right, right, right, 'absent', 'absent'],
  'no quorum, and one withheld': [right, right, right, wrong, 'withheld'],
  'all different': [digest(1), digest(2), digest(3), digest(4), digest(5)],
  'unavailable by quorum': [
    UNAVAILABLE,
    UNAVAILABLE,
    right,
    UNAVAILABLE,
    UNAVAILABLE,
  ],
  'unavailable without quorum': [UNAVAILABLE, UNAVAILABLE, right, right, right],
  'nobody reveals': ['withheld', 'withheld', 'withheld', 'absent', 'withheld'],
  'nobody comes': ['absent', 'absent', 'absent', 'absent', 'absent'],
}

const ballotPromises: ChainPromises = Object.fromEntries(
  Object.entries(ballots).map(([name, votes]) => [
    `the verdict on five votes: ${name}`,
    async (fixture) => {
      const scene = await openScene(fixture, 10)
      await expectVerdict(scene, votes)
    },
  ]),
)

/** A task whose votes are played, and what it stood at before. */
type Played = {
  readonly scene: Scene
  readonly task: TaskId
  readonly votes: readonly Vote[]
  readonly members: readonly CommitteeMember[]
  /** Of the members' seats, before they voted. */
  readonly before: readonly bigint[]
  readonly owed: bigint
}

/** Plays the votes to their end and compares everything with the mirrors. */
async function expectVerdict(
  scene: Scene,
  votes: readonly Vote[],
): Promise<void> {
  const { requester, fixture } = scene
  const task = await scene.post({ committeeSize: 5, share })
  const members = await scene.committee(task)
  const balances = await scene.balances()
  const before = members.map(({ seat }) => balances[seat] ?? 0n)
  const owed = await requester.getCredit(requester.account)
  await scene.commit(task, votes)
  if (votes.includes('absent')) await fixture.mine({ seconds: commitWindow })
  await scene.reveal(task, votes)
  const outputs = votes.map((vote) => (isOutput(vote) ? vote : undefined))
  const record = await scene.task(task)
  const outcome = settlementOutcome(
    { share, appealable: record.appealable, outputs, balances: before },
    scene.parameters,
  )
  const played = { scene, task, votes, members, before, owed }
  switch (outcome.type) {
    case 'decided':
      await expectDecided(played, outcome, record)
      return expectClosed(played, outcome)
    case 'unavailable':
      return expectUnavailable(played, outcome, record)
    case 'undecided':
      return expectRefund(played, record)
  }
}

type Outcome<Type> = Extract<SettlementOutcome, { readonly type: Type }>

async function expectDecided(
  played: Played,
  outcome: Outcome<'decided'>,
  record: TaskRecord,
): Promise<void> {
  const { scene, task, members, votes } = played
  const { winners, penalties } = outcome
  expectEqual('state', record.state, 'decided')
  expectEqual('output', record.output, cidFromDigest(outcome.output))
  expectEqual('winners', record.winners, winners)
  expectEqual('punished', record.punished, bitmapOf(penalties))
  const known = bitmapOf(votes.map((vote) => (isOutput(vote) ? 1n : 0n)))
  expectEqual('revealed', record.revealed, known)
  const held = penalties.reduce((sum, penalty) => sum + penalty, 0n)
  expectEqual('held', await scene.requester.getHeld(task), held)
  await expectBalances(played, (member) =>
    hasMember(winners, member) ? share : -(penalties[member] ?? 0n),
  )
  const told = await eventBodies(scene.requester, { fromBlock: 0n, task })
  const slashes = slashesOf(told)
  expectEqual('slashed', slashes, seizures(played, penalties, true))
  const decided = told.find((event) => isOf(event, 'task-decided'))
  // Members that revealed after the quorum won, too.
  const { committeeSize, output } = record
  const { votes: count } = (await scene.requester.getVerdict(task)) ?? {}
  expectEqual('votes', count, countOf(winners))
  expectEqual(
    'the decision',
    { ...decided, winners: 0 },
    {
      ...{ type: 'task-decided', task, output },
      ...{ winners: 0, committee: wordOf(members) },
    },
  )
  expectEqual('the size', committeeSize, members.length)
  const closed = known === 0b11111
  expectEqual('closed', record.closed, closed)
}

/** What nobody opened is paid for when the task is dead. */
async function expectClosed(
  played: Played,
  { winners, penalties: taken }: Outcome<'decided'>,
): Promise<void> {
  const { scene, task, votes } = played
  const closer = await scene.fixture.connect(19)
  const decided = await scene.decided(task)
  const withheld = bitmapOf(votes.map((vote) => BigInt(vote === 'withheld')))
  const absent = bitmapOf(votes.map((vote) => BigInt(vote === 'absent')))
  const { appealable, ...record } = await scene.task(task)
  const { deadAt } = phasesOf(record, scene.parameters)
  const nothing = (withheld | absent) === 0
  if (!nothing) await expectError('alive', closer.close(decided), 'task-alive')
  await scene.reach(deadAt)
  if (nothing) {
    await expectError('complete', closer.close(decided), 'already-closed')
    return
  }
  const balances = votes.map(() => bond)
  const outcome = closingOutcome(
    { share, appealable, balances, withheld, absent, wasInCourt: true },
    scene.parameters,
  )
  const before = await closer.getCredit(closer.account)
  const { blockNumber } = await closer.close(decided)
  const bounty = (await closer.getCredit(closer.account)) - before
  expectEqual('the bounty', bounty, outcome.bounty)
  await expectBalances(played, (member) =>
    hasMember(winners, member)
      ? share
      : -(taken[member] ?? 0n) - (outcome.penalties[member] ?? 0n),
  )
  const told = await eventBodies(closer, { fromBlock: blockNumber })
  const seized = seizures(played, outcome.penalties, false)
  expectEqual('seized', slashesOf(told), seized)
  const { unclaimed } = outcome
  const closed = { task, by: closer.account, unclaimed, bounty }
  expectEqual('closed', told.at(-1), { type: 'task-closed', ...closed })
  expectEqual('closed now', (await scene.task(task)).closed, true)
  await expectError('again', closer.close(decided), 'already-closed')
}

async function expectUnavailable(
  played: Played,
  outcome: Outcome<'unavailable'>,
  record: TaskRecord,
): Promise<void> {
  const { scene, task } = played
  const { voters, each, refund } = outcome
  expectEqual('state', record.state, 'undecided')
  expectEqual('unavailable', record.unavailable, true)
  await expectCredit(played, refund)
  await expectBalances(played, (member) =>
    hasMember(voters, member) ? each : 0n,
  )
  const told = await eventBodies(scene.requester, { fromBlock: 0n, task })
  const kept = 5n * share - refund
  const { account } = scene.requester
  const end = { task, requester: account, refund, kept, paid: voters }
  const ended = told.find((event) => isOf(event, 'task-undecided'))
  expectEqual('the end', ended, { type: 'task-undecided', ...end })
}

async function expectRefund(played: Played, before: TaskRecord): Promise<void> {
  const { scene, task, votes } = played
  const { requester, parameters } = scene
  const { committed, revealed } = before
  if (votes.some((vote) => !isOutput(vote))) {
    const early = requester.finalize(task)
    await expectError('too early', early, 'not-finalizable')
    await scene.reach(phasesOf(before, parameters).revealEnd)
  }
  const outcome = refundOutcome(
    {
      ...{ share, appealable: before.appealable },
      ...{ balances: played.before, committed, revealed },
    },
    parameters,
  )
  await requester.finalize(task)
  const record = await scene.task(task)
  expectEqual('state', record.state, 'undecided')
  expectEqual('punished', record.punished, bitmapOf(outcome.penalties))
  await expectCredit(played, outcome.refund)
  await expectBalances(played, (member) => -(outcome.penalties[member] ?? 0n))
  const told = await eventBodies(requester, { fromBlock: 0n, task })
  const seized = seizures(played, outcome.penalties, false)
  expectEqual('slashed', slashesOf(told), seized)
  const { refund, kept } = outcome
  const end = { task, requester: requester.account, refund, kept, paid: 0 }
  const ended = told.find((event) => isOf(event, 'task-undecided'))
  expectEqual('the end', ended, { type: 'task-undecided', ...end })
}

async function expectBalances(
  { scene, members, before }: Played,
  changeOf: (member: number) => bigint,
): Promise<void> {
  const balances = await scene.balances()
  expectEqual(
    'balances of the members',
    members.map(({ seat }) => balances[seat]),
    before.map((balance, member) => balance + changeOf(member)),
  )
}

async function expectCredit(
  { scene: { requester }, owed }: Played,
  refund: bigint,
): Promise<void> {
  const credit = await requester.getCredit(requester.account)
  expectEqual('credit', credit - owed, refund)
}

/** The slashes that these penalties are told as, member by member. */
function seizures(
  { task, members }: Played,
  penalties: readonly bigint[],
  held: boolean,
): readonly object[] {
  return penalties.flatMap((amount, member) => {
    const { seat = -1 } = members[member] ?? {}
    const slash = { type: 'seat-slashed', task, seat, amount, held }
    return amount === 0n ? [] : [slash]
  })
}

function slashesOf(events: readonly object[]): readonly object[] {
  return events.filter((event) => isOf(event, 'seat-slashed'))
}

function isOf(event: object, type: string): boolean {
  return 'type' in event && event.type === type
}

function bitmapOf(amounts: readonly bigint[]): number {
  return amounts.reduce(
    (bitmap, amount, member) => (amount > 0n ? bitmap | (1 << member) : bitmap),
    0,
  )
}

function countOf(bitmap: number): number {
  return bitmap.toString(2).replaceAll('0', '').length
}

/** Votes by chance, the same ones in every run. */
function randomVotes(seed: number): Vote[] {
  const choices: readonly Vote[] = [
    ...[right, right, right, right, wrong, digest(9)],
    ...(['absent', 'withheld', UNAVAILABLE] as const),
  ]
  return Array.from({ length: 5 }, (_, member) => {
    const draw = BigInt(keccakWords(seed, member)) % BigInt(choices.length)
    return choices[Number(draw)] as Vote
  })
}

/** Lets a seat of three lie at the highest price until it is out, and tells how often. */
async function lieUntilOut(scene: Scene, liar: number): Promise<number> {
  const { requester, parameters } = scene
  let lies = 0
  while ((await requester.getSeat(liar))?.to === undefined && lies < 8) {
    lies += 1
    const share = parameters.hardSlash
    const task = await scene.post({ committeeSize: 3, share })
    const members = await scene.committee(task)
    const votes = members.map(
      ({ seat }): Digest => (seat === liar ? wrong : right),
    )
    await scene.commit(task, votes)
    await scene.reveal(task, votes)
  }
  return lies
}

/** Tallies, pay, slashes and refunds. */
export const closingPromises: ChainPromises = {
  ...ballotPromises,

  'the verdict on random votes': async (fixture) => {
    const scene = await openScene(fixture, 10)
    for (let seed = 0; seed < 12; seed += 1)
      await expectVerdict(scene, randomVotes(seed))
  },

  'a refund is paid out once': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { requester, post } = scene
    const none = requester.withdraw()
    await expectError('nothing yet', none, 'nothing-to-withdraw')
    const task = await post({ committeeSize: 3, share })
    const { revealEnd } = phasesOf(await scene.task(task), scene.parameters)
    await scene.reach(revealEnd)
    await requester.finalize(task)
    const before = await requester.getBalance(requester.account)
    const { gasCost, blockNumber } = await requester.withdraw()
    const after = await requester.getBalance(requester.account)
    expectEqual('paid', after - before + gasCost, 3n * share)
    expectEqual('credit', await requester.getCredit(requester.account), 0n)
    const again = requester.withdraw()
    await expectError('again', again, 'nothing-to-withdraw')
    const told = await eventBodies(requester, { fromBlock: blockNumber })
    const { account } = requester
    const paid = { type: 'credit-withdrawn', account, amount: 3n * share }
    expectEqual('told', told, [paid])
  },

  'what a committee closed cannot be told by another': async (fixture) => {
    const scene = await openScene(fixture, 4)
    const { requester } = scene
    const task = await scene.post({ committeeSize: 3, share })
    await scene.commit(task, [right, right, 'withheld'])
    await fixture.mine({ seconds: commitWindow })
    const open = requester.close({ task, committee: 0n })
    await expectError('open', open, 'task-not-decided')
    await scene.reveal(task, [right, right])
    const decided = await scene.decided(task)
    await scene.reach(phasesOf(await scene.task(task), scene.parameters).deadAt)
    const other = { task, committee: decided.committee ^ 1n }
    await expectError('another', requester.close(other), 'wrong-committee')
    const unknown = { ...decided, task: digest(9) }
    await expectError('no task', requester.close(unknown), 'task-unknown')
    await requester.close(decided)
    const late = (await scene.committee(task))[2]?.ballot.type
    expectEqual('still sealed', late, 'committed')
  },

  'a seat below half of its bond is out at once, and anybody takes its place':
    async (fixture) => {
      const scene = await openScene(fixture, 3)
      const { requester, parameters, list } = scene
      // A tenth of the bond each time: after six, less than half is left.
      expectEqual('lies it could afford', await lieUntilOut(scene, 0), 6)
      const left = await requester.getSeat(0)
      expectEqual('its balance', left?.balance, (bond * 4n) / 10n)
      expectEqual('its place', left?.place?.list, listId(list))
      const places = await requester.getPlaces(list)
      expectEqual('listed', places.length, 3)
      // From the next second on it counts as a place, and is not drawn.
      await fixture.mine({ seconds: 1 })
      const task = await scene.post({ committeeSize: 3 })
      const code = 'not-enough-places'
      await expectError('a committee', scene.committee(task), code)
      const before = await requester.getCredit(requester.account)
      await requester.cancel(await scene.terms(task))
      const after = await requester.getCredit(requester.account)
      expectEqual('back', after - before, 3n * parameters.minimumShare)

      const pruner = await fixture.connect(9)
      const { blockNumber } = await pruner.prune(0)
      const bounty = pruningBounty((bond * 4n) / 10n, parameters)
      const paid = await pruner.getCredit(pruner.account)
      expectEqual('the bounty', paid, bounty)
      const pruned = await requester.getSeat(0)
      const rest = (bond * 4n) / 10n - bounty
      expectEqual('what it has left', pruned?.balance, rest)
      expectEqual('no place', pruned?.place, undefined)
      const told = await eventBodies(pruner, { fromBlock: blockNumber })
      const event = { type: 'place-pruned', seat: 0, by: pruner.account }
      expectEqual('told', told, [{ ...event, bounty }])
      await expectError('again', pruner.prune(0), 'seat-not-placed')
      const next = await requester.getPlaces(list, { next: true })
      expectEqual('who is left', next.map(({ seat }) => seat).sort(), [1, 2])
    },

  'a bounty is a tenth of what was taken, and never more than a least share':
    async (fixture) => {
      const scene = await openScene(fixture, 6)
      const { requester, parameters } = scene
      const share = parameters.hardSlash
      const task = await scene.post({ committeeSize: 3, share })
      const votes = [right, right, 'withheld'] as const
      await scene.commit(task, votes)
      await scene.reveal(task, votes)
      const { deadAt } = phasesOf(await scene.task(task), parameters)
      await scene.reach(deadAt)
      await requester.close(await scene.decided(task))
      const bounty = bountyOf(parameters.hardSlash, parameters)
      expectEqual('capped', bounty, parameters.minimumShare)
      const credit = await requester.getCredit(requester.account)
      expectEqual('paid', credit, bounty)
    },
}
