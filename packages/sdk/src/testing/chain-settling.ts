import { cidFromDigest, type Digest } from '@aichain/base'
import { expectEqual, expectError } from '@aichain/base/testing'
import { hasMember } from '../core/encoding/bitmap.js'
import { bountyOf, lieCost, softSlash } from '../core/money/slash.js'
import type { Settlement } from '../core/settlement/settlement.js'
import {
  type SettlementOutcome,
  settlementOutcome,
} from '../core/settlement/settlement-outcome.js'
import { phasesOf } from '../core/task/lifecycle.js'
import type { TaskId } from '../core/task/task.js'
import { UNAVAILABLE, votedOutput } from '../core/vote/unavailable.js'
import type { Chain } from '../ports/chain.js'
import {
  conformanceParameters,
  digest,
  type Vote,
  withheldOutput,
} from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { openScene, type Scene, wordOf } from './chain-scene.js'
import { eventBodies } from './event-bodies.js'
import {
  contradictionOf,
  isOutput,
  sealVotes,
  settle,
  settlementOf,
} from './settlement-scene.js'

const { bond, minimumShare, unit } = conformanceParameters
const share = minimumShare + 7n * unit
const [right, wrong] = [digest(7), digest(8)]
const zero = `0x${'00'.repeat(32)}` as const

/** What a committee of five may sign, and what must come of it follows from the mirrors. */
const ballots: Readonly<Record<string, readonly Vote[]>> = {
  'all agree': [right, right, right, right, right],
  'a liar is outvoted': [right, right, wrong, right, right],
  'a wrong "unavailable"': [UNAVAILABLE, right, right, right, right],
  'a vote that is not brought': [right, right, right, 'withheld', right],
  'a member that sealed nothing': ['absent', right, right, right, right],
  'unavailable by quorum': [
    UNAVAILABLE,
    UNAVAILABLE,
    right,
    UNAVAILABLE,
    UNAVAILABLE,
  ],
}

const ballotPromises: ChainPromises = Object.fromEntries(
  Object.entries(ballots).map(([name, votes]) => [
    `a settlement of five votes: ${name}`,
    async (fixture) => {
      const scene = await openScene(fixture, 10)
      await expectSettlement(scene, votes)
    },
  ]),
)

/** Settles and compares everything with the mirrors. */
async function expectSettlement(
  scene: Scene,
  votes: readonly Vote[],
): Promise<void> {
  const { requester, parameters } = scene
  const task = await scene.post({ committeeSize: 5, share })
  const members = await scene.committee(task)
  const outputs = votes.map((vote) => (isOutput(vote) ? vote : undefined))
  const balances = members.map(() => bond)
  const { appealable } = await scene.task(task)
  const stakes = { share, appealable }
  const outcome = settlementOutcome(
    { ...stakes, outputs, balances },
    parameters,
  )
  const sealed = await settle(scene, task, votes)

  const isDecided = outcome.type === 'decided'
  const { addedAt, addedIn, ...record } = await scene.task(task)
  expectEqual('the record', record, {
    id: task,
    state: isDecided ? 'decided' : 'undecided',
    ...{ seed: 'block', committeeSize: 5, share, roundTip: 0n },
    requester: isDecided ? undefined : requester.account,
    committed: 0,
    revealed: bitmapOf(outputs.map((output) => output !== undefined)),
    winners: isDecided ? outcome.winners : 0,
    punished: isDecided
      ? bitmapOf(outcome.penalties.map((penalty) => penalty > 0n))
      : 0,
    convened: false,
    closed: !isDecided || outputs.every((output) => output !== undefined),
    ...{ appealable: true, isAppeal: false, unavailable: !isDecided },
    output: isDecided ? cidFromDigest(right) : undefined,
  })
  const after = await scene.balances()
  expectEqual(
    'the balances',
    members.map(({ seat }) => after[seat]),
    members.map((_, member) => bond + gainOf(outcome, member)),
  )
  await expectEvents(scene, task, votes, outcome, sealed.seal)
  if (!isDecided) return
  const ballotsNow = (await scene.committee(task)).map(({ ballot }) => ballot)
  const shown = outputs.map((output) =>
    output
      ? { type: 'revealed', output: votedOutput(output) }
      : { type: 'none' },
  )
  expectEqual('the ballots', ballotsNow, shown)
}

/** What a member's seat has more for an outcome. */
function gainOf(outcome: SettlementOutcome, member: number): bigint {
  switch (outcome.type) {
    case 'decided':
      return hasMember(outcome.winners, member)
        ? share
        : -(outcome.penalties[member] ?? 0n)
    case 'unavailable':
      return hasMember(outcome.voters, member) ? outcome.each : 0n
    case 'undecided':
      return 0n
  }
}

/** No votes among the events; the seal, where votes that are in it were left out. */
async function expectEvents(
  { requester, parameters, committee }: Scene,
  task: TaskId,
  votes: readonly Vote[],
  outcome: SettlementOutcome,
  seal: Digest,
): Promise<void> {
  const [, ...told] = await eventBodies(requester, { fromBlock: 0n, task })
  const kept = { type: 'seal-kept', task, seal }
  const sealed = votes.includes('withheld') ? [kept] : []
  if (outcome.type === 'unavailable') {
    const { refund, voters: paid } = outcome
    const fee = 5n * share
    const end = { task, requester: requester.account, refund, paid }
    const undecided = { type: 'task-undecided', ...end, kept: fee - refund }
    expectEqual('the events', told, [...sealed, undecided])
    return
  }
  const members = await committee(task)
  const [output] = votes.filter((vote) => vote === right)
  const winners = bitmapOf(votes.map((vote) => vote === output))
  const slashes = votes.flatMap((vote, member) => {
    if (!isOutput(vote) || vote === right) return []
    const seat = members[member]?.seat
    const amount =
      vote === UNAVAILABLE
        ? softSlash(parameters)
        : lieCost({ share, appealable: true }, parameters)
    return [{ type: 'seat-slashed', task, seat, amount, held: true }]
  })
  const decided = { task, output: cidFromDigest(right), winners }
  expectEqual('the events', told, [
    ...sealed,
    { type: 'task-decided', ...decided, committee: wordOf(members) },
    ...slashes,
  ])
}

function bitmapOf(members: readonly boolean[]): number {
  return members.reduce(
    (bitmap, isSet, member) => (isSet ? bitmap | (1 << member) : bitmap),
    0,
  )
}

/** When a task's windows begin and end. */
async function windowsOf(scene: Scene, task: TaskId) {
  return phasesOf(await scene.task(task), scene.parameters)
}

/** Lane 1: settlements, and signed contradictions. */
export const settlingPromises: ChainPromises = {
  ...ballotPromises,

  'anybody may leave votes out while reveals are open, and nobody later':
    async (fixture) => {
      const scene = await openScene(fixture, 6)
      const [node] = scene.nodes as [Chain]
      const votes = [right, right, 'withheld'] as const
      const early = await scene.post({ committeeSize: 3, share })
      const { seal, ...sealed } = await sealVotes(scene, early, votes)
      const settlement = await settlementOf(scene, { seal, ...sealed })
      await node.settle(settlement)
      expectEqual('decided', (await scene.task(early)).state, 'decided')

      const late = await scene.post({ committeeSize: 3, share })
      const missing = await settlementOf(
        scene,
        await sealVotes(scene, late, votes),
      )
      const { revealEnd, deadAt } = await windowsOf(scene, late)
      await scene.reach(revealEnd)
      await expectError('later', node.settle(missing), 'votes-missing')
      // Who sealed nothing is not missing.
      const absent = [right, right, 'absent'] as const
      const complete = await settlementOf(
        scene,
        await sealVotes(scene, late, absent),
      )
      await node.settle(complete)
      const dead = await scene.post({ committeeSize: 3, share })
      const whole = [right, right, right]
      const last = await settlementOf(
        scene,
        await sealVotes(scene, dead, whole),
      )
      await scene.reach((await windowsOf(scene, dead)).deadAt)
      await expectError('too late', node.settle(last), 'task-dead')
      expectEqual('in order', revealEnd < deadAt, true)
    },

  'a settlement that may not be is refused by name': async (fixture) => {
    const scene = await openScene(fixture, 4)
    const { requester } = scene
    const task = await scene.post({ committeeSize: 3, share })
    const votes = [right, right, wrong]
    const sealed = await sealVotes(scene, task, votes)
    const settlement = await settlementOf(scene, sealed)
    const refuse = (code: string, change: Partial<Settlement>) =>
      expectError(code, requester.settle({ ...settlement, ...change }), code)
    const { terms } = settlement
    const order = { ...terms.order, nonce: 99n }
    await refuse('task-unknown', { terms: { ...terms, order } })
    await refuse('malformed-settlement', { votes: settlement.votes.slice(1) })
    await refuse('malformed-settlement', { absent: [zero] })
    const twice = { output: right, voters: 0b001 }
    const [first, second] = [
      { output: right, voters: 0b011 },
      { output: wrong, voters: 0b100 },
    ]
    await refuse('malformed-settlement', { choices: [first, twice] })
    const empty = { output: zero, voters: 0b100 }
    await refuse('empty-digest', { choices: [first, empty] })
    const repeated = { output: right, voters: 0b100 }
    await refuse('malformed-settlement', { choices: [first, repeated] })
    await refuse('invalid-vote', { choices: [second, first] })
    const salts = settlement.votes.map((vote) => ({ ...vote, salt: zero }))
    await refuse('invalid-vote', { votes: salts })
    await refuse('invalid-vote', { votes: settlement.votes.toReversed() })
    await requester.settle(settlement)
    await refuse('task-not-open', {})
  },

  'votes without a quorum settle nothing': async (fixture) => {
    const scene = await openScene(fixture, 4)
    const { requester } = scene
    const task = await scene.post({ committeeSize: 3, share })
    const sealed = await sealVotes(scene, task, [right, wrong, digest(9)])
    const terms = await scene.terms(task)
    const split = {
      terms,
      choices: sealed.votes.map(({ output, member }) => ({
        output,
        voters: 1 << member,
      })),
      votes: sealed.votes,
      absent: [],
    }
    await expectError('a split', requester.settle(split), 'no-quorum')
    expectEqual('open', (await scene.task(task)).state, 'open')
  },

  'many settlements pass over what is refused, and say why': async (
    fixture,
  ) => {
    const scene = await openScene(fixture, 3)
    const { requester } = scene
    const tasks = [await scene.post({ committeeSize: 3 })]
    tasks.push(await scene.post({ committeeSize: 3 }))
    const [first, second] = tasks as [TaskId, TaskId]
    const votes = [right, right, right]
    const settlements: Settlement[] = []
    for (const task of tasks)
      settlements.push(
        await settlementOf(scene, await sealVotes(scene, task, votes)),
      )
    await requester.settle(settlements[0] as Settlement)
    const { blockNumber } = await requester.settleMany(settlements)
    for (const task of tasks)
      expectEqual('decided', (await scene.task(task)).state, 'decided')
    const [refused, ...others] = await requester.getEvents({
      fromBlock: blockNumber,
    })
    expectEqual('the refused one', refused?.type, 'settlement-refused')
    expectEqual('its task', refused && 'task' in refused && refused.task, first)
    expectEqual(
      'the other',
      others.map((event) => 'task' in event && event.task),
      [second],
    )
  },

  'what the court knows counts in a settlement': async (fixture) => {
    const scene = await openScene(fixture, 6)
    const { commitWindow } = scene.parameters
    const task = await scene.post({ committeeSize: 3, share })
    const votes = [right, right, 'absent'] as const
    await scene.commit(task, votes)
    await fixture.mine({ seconds: commitWindow })
    await scene.reveal(task, [right])
    const sealed = await sealVotes(scene, task, votes)
    const revealed = [right, undefined, undefined]
    const settlement = await settlementOf(scene, sealed, {
      ...{ without: [0], revealed },
    })
    await scene.requester.settle(settlement)
    const record = await scene.task(task)
    expectEqual('committed', record.committed, 0b011)
    expectEqual('revealed', record.revealed, 0b011)
    expectEqual('winners', record.winners, 0b011)
    const after = await scene.balances()
    const members = await scene.committee(task)
    expectEqual(
      'paid',
      members.map(({ seat }) => after[seat]),
      [bond + share, bond + share, bond],
    )
  },

  'who sealed in the court something else than the settlement says is unpaid':
    async (fixture) => {
      const scene = await openScene(fixture, 6)
      const { requester } = scene
      const task = await scene.post({ committeeSize: 3, share })
      await scene.commit(task, ['absent', 'absent', wrong])
      await settle(scene, task, [right, right, 'absent'])
      const record = await scene.task(task)
      expectEqual('known', record.revealed, 0b111)
      expectEqual('winners', record.winners, 0b011)
      expectEqual('punished', record.punished, 0)
      expectEqual('closed', record.closed, true)
      const members = await scene.committee(task)
      const seat = members[2]?.seat ?? -1
      expectEqual('its stake', (await requester.getSeat(seat))?.balance, bond)
    },

  'a signed vote against the decision is punished once': async (fixture) => {
    const scene = await openScene(fixture, 6)
    const { requester, parameters } = scene
    const task = await scene.post({ committeeSize: 3, share })
    const votes = [right, right, 'withheld'] as const
    const sealed = await sealVotes(scene, task, votes)
    const { seal } = sealed
    const settlement = await settlementOf(scene, sealed)
    const said = { task, member: 2, output: withheldOutput, seal }
    const shown = await contradictionOf(scene, said)
    const early = requester.punish(shown)
    await expectError('too early', early, 'task-not-decided')
    await requester.settle(settlement)
    const refuse = (code: string, change: Partial<typeof shown>) =>
      expectError(code, requester.punish({ ...shown, ...change }), code)
    await refuse('task-unknown', { task: digest(9) })
    await refuse('wrong-committee', { committee: shown.committee ^ 1n })
    await refuse('member-unknown', { member: 3 })
    await refuse('empty-digest', { output: zero })
    await refuse('no-contradiction', { output: right })
    await refuse('no-contradiction', { output: UNAVAILABLE })
    await refuse('invalid-vote', { member: 1 })
    const reporter = await fixture.connect(9)
    const { blockNumber } = await reporter.punish(shown)
    const amount = lieCost({ share, appealable: true }, parameters)
    const bounty = bountyOf(amount, parameters)
    const members = await scene.committee(task)
    const seat = members[2]?.seat ?? -1
    const balance = (await requester.getSeat(seat))?.balance
    expectEqual('the stake', balance, bond - amount)
    const credit = await requester.getCredit(reporter.account)
    expectEqual('the bounty', credit, bounty)
    expectEqual('held', await requester.getHeld(task), amount - bounty)
    const told = await eventBodies(requester, { fromBlock: blockNumber, task })
    const output = cidFromDigest(withheldOutput)
    const punished = { task, member: 2, output, reporter: reporter.account }
    expectEqual('told', told, [
      { type: 'seat-slashed', task, seat, amount, held: true },
      { type: 'member-punished', ...punished, bounty },
    ])
    const ballot = { type: 'revealed', output }
    expectEqual('the ballot', members[2]?.ballot, ballot)
    expectEqual('revealed', (await scene.task(task)).revealed, 0b111)
    await refuse('already-punished', {})
    await scene.reach((await windowsOf(scene, task)).deadAt)
    await refuse('task-dead', {})
  },

  'a lost "unavailable" pays the rest for a lie, a winner pays for one': async (
    fixture,
  ) => {
    const scene = await openScene(fixture, 10)
    const { requester, parameters } = scene
    const task = await scene.post({ committeeSize: 5, share })
    const votes = [UNAVAILABLE, right, right, right, right]
    const { seal } = await settle(scene, task, votes)
    const members = await scene.committee(task)
    const full = lieCost({ share, appealable: true }, parameters)
    for (const { member, seat } of members.slice(0, 2)) {
      const said = { task, member, output: wrong, seal }
      const shown = await contradictionOf(scene, said)
      await requester.punish(shown)
      const again = requester.punish(shown)
      await expectError('again', again, 'already-punished')
      const earned = member === 0 ? 0n : share
      const balance = (await requester.getSeat(seat))?.balance
      expectEqual('the stake', balance, bond + earned - full)
    }
    const [first, second] = await scene.committee(task)
    const [lie, truth] = [
      { type: 'revealed', output: cidFromDigest(wrong) },
      { type: 'revealed', output: cidFromDigest(right) },
    ]
    expectEqual('the ballots', [first?.ballot, second?.ballot], [lie, truth])
  },
}
