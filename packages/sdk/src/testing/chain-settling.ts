import { cidFromDigest } from '@aichain/base'
import { expectEqual, expectError } from '@aichain/base/testing'
import { bounty } from '../core/settlement/bounty.js'
import { hardSlash, softSlash } from '../core/settlement/reward.js'
import type { Settlement } from '../core/settlement/settlement.js'
import { settlementOutcome } from '../core/settlement/settlement-outcome.js'
import type { TaskId } from '../core/task/task.js'
import { UNAVAILABLE, votedOutput } from '../core/vote/unavailable.js'
import {
  conformanceParameters,
  digest,
  documentCid,
  openScene,
  type Scene,
  type Vote,
} from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { sealVotes, withheldOutput } from './settlement-scene.js'

const { bond, commitWindow, revealWindow, proofWindow, exclusiveWindow } =
  conformanceParameters
const fee = 10n ** 15n + 7n
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
      const scene = await openScene(fixture, 6)
      await expectSettlement(scene, votes)
    },
  ]),
)

/** Settles and compares everything with the mirrors. */
async function expectSettlement(
  scene: Scene,
  votes: readonly Vote[],
): Promise<void> {
  const { requester } = scene
  const task = await scene.post({ committeeSize: 5, fee })
  const members = await scene.committee(task)
  const outputs = votes.map((vote) =>
    vote === 'absent' || vote === 'withheld' ? undefined : vote,
  )
  const balances = members.map(() => bond)
  const terms = { ...conformanceParameters, outputs, balances, fee }
  const outcome = settlementOutcome(terms)
  const { settlement } = await sealVotes(scene, task, votes)
  await requester.settle(settlement)

  const isDecided = outcome.type === 'decided'
  const voters = bitmapOf(outputs.map((output) => output !== undefined))
  const stored = await requester.getTask(task)
  const { addedAt: _, addedIn: __, ...record } = stored ?? {}
  expectEqual('the record', record, {
    id: task,
    requester: isDecided ? undefined : requester.account,
    fee,
    committeeSize: 5,
    state: isDecided ? 'decided' : 'undecided',
    committed: voters,
    revealed: voters,
    punished: isDecided
      ? bitmapOf(outcome.penalties.map((penalty) => penalty > 0n))
      : 0,
    winners: isDecided ? outcome.winners : 0,
    output: isDecided ? cidFromDigest(right) : undefined,
  })
  const after = await Promise.all(
    members.map(async ({ seat }) => (await requester.getSeat(seat))?.balance),
  )
  const expected = members.map((_, member) => {
    if (!isDecided) return bond
    const isWinner = outputs[member] === outcome.output
    return (
      bond + (isWinner ? outcome.share : -(outcome.penalties[member] ?? 0n))
    )
  })
  expectEqual('the balances', after, expected)
  await expectEvents(scene, task, votes, outcome)
  const ballotsNow = (await scene.committee(task)).map(({ ballot }) => ballot)
  const shown = outputs.map((output) => {
    if (!output) return { type: 'none' }
    // Nothing is kept of votes that found the prompt unavailable.
    const kept = isDecided ? output : UNAVAILABLE
    return { type: 'revealed', output: votedOutput(kept) }
  })
  expectEqual('the ballots', ballotsNow, shown)
}

/** No votes among the events, and the committee only where votes were left out. */
async function expectEvents(
  { requester }: Scene,
  task: TaskId,
  votes: readonly Vote[],
  outcome: ReturnType<typeof settlementOutcome>,
): Promise<void> {
  const isPartial = votes.includes('absent') || votes.includes('withheld')
  const isDecided = outcome.type === 'decided'
  const slashes = isDecided
    ? outcome.penalties.filter((penalty) => penalty > 0n)
    : []
  const events = await requester.getEvents({ fromBlock: 0n, task })
  expectEqual(
    'the events',
    events.map(({ type }) => type),
    [
      'task-added',
      ...(isPartial ? ['committee-drawn'] : []),
      ...slashes.map(() => 'seat-slashed'),
      isDecided ? 'task-decided' : 'task-undecided',
    ],
  )
  const end = events.at(-1)
  if (end?.type !== 'task-decided' || !isDecided) return
  const { output, winners, share } = end
  expectEqual(
    'the decision',
    { output, winners, share },
    {
      output: cidFromDigest(outcome.output),
      winners: outcome.winners,
      share: outcome.share,
    },
  )
}

function bitmapOf(members: readonly boolean[]): number {
  return members.reduce(
    (bitmap, isSet, member) => (isSet ? bitmap | (1 << member) : bitmap),
    0,
  )
}

/** Lane 1: many tasks at once, settlements, and signed contradictions. */
export const settlingPromises: ChainPromises = {
  ...ballotPromises,

  'an order counts once, and many can come together': async (fixture) => {
    const { requester, nextNonce } = await openScene(fixture, 3)
    const orders = [1, 2, 3].map((prompt) => ({
      model: documentCid(1),
      prompt: documentCid(prompt),
      committeeSize: 3,
      fee: 10n ** 15n + BigInt(prompt),
      nonce: nextNonce(),
    }))
    const { tasks } = await requester.addTasks(orders)
    const records = await Promise.all(
      tasks.map((task) => requester.getTask(task)),
    )
    const fees = orders.map((order) => order.fee)
    expectEqual(
      'their fees',
      records.map((record) => record?.fee),
      fees,
    )
    const [first] = orders as [(typeof orders)[number]]
    const again = { ...first, fee: first.fee + 1n }
    await expectError('again', requester.addTask(again), 'task-exists')
    const together = requester.addTasks([{ ...first, nonce: 99n }, first])
    await expectError('among others', together, 'task-exists')
  },

  'at first only the requester may settle without all votes': async (
    fixture,
  ) => {
    const scene = await openScene(fixture, 4)
    const [node] = scene.nodes as [(typeof scene.nodes)[number]]
    const task = await scene.post({ committeeSize: 3, fee })
    const votes = [right, right, 'withheld'] as const
    const { settlement } = await sealVotes(scene, task, votes)
    const early = node.settle(settlement)
    await expectError('a stranger', early, 'votes-missing')
    await fixture.mine({ seconds: exclusiveWindow })
    await node.settle(settlement)
    const result = await node.getResult(task)
    expectEqual('the result', result, {
      state: 'decided',
      output: cidFromDigest(right),
      appeal: undefined,
      overturned: false,
    })
  },

  'a settlement that may not be is refused by name': async (fixture) => {
    const scene = await openScene(fixture, 4)
    const { requester } = scene
    const task = await scene.post({ committeeSize: 3, fee })
    const votes = [right, right, wrong]
    const { settlement } = await sealVotes(scene, task, votes)
    const refuse = (code: string, change: Partial<Settlement>) =>
      expectError(code, requester.settle({ ...settlement, ...change }), code)
    await refuse('task-unknown', { task: digest(9) })
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
    const one = { output: right, voters: 0b001 }
    const other = { output: wrong, voters: 0b010 }
    const third = { output: digest(9), voters: 0b100 }
    await refuse('no-quorum', { choices: [one, other, third] })
    await refuse('invalid-vote', { choices: [second, first] })
    const salts = settlement.votes.map((vote) => ({ ...vote, salt: zero }))
    await refuse('invalid-vote', { votes: salts })
    await requester.settle(settlement)
    await refuse('task-not-open', {})
    const unknown = requester.getResult(digest(9))
    await expectError('no result', unknown, 'task-unknown')
  },

  'a dead task is not settled any more': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const task = await scene.post({ committeeSize: 3, fee })
    const { settlement } = await sealVotes(scene, task, [right, right, right])
    await fixture.mine({ seconds: commitWindow + revealWindow + proofWindow })
    const late = scene.requester.settle(settlement)
    await expectError('too late', late, 'task-dead')
  },

  'many settlements pass over what is closed': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { requester } = scene
    const tasks = [await scene.post({ committeeSize: 3 })]
    tasks.push(await scene.post({ committeeSize: 3 }))
    const votes = [right, right, right]
    const settlements: Settlement[] = []
    for (const task of tasks) {
      settlements.push((await sealVotes(scene, task, votes)).settlement)
    }
    await requester.settle(settlements[0] as Settlement)
    await requester.settleMany(settlements)
    const records = await Promise.all(
      tasks.map((task) => requester.getTask(task)),
    )
    expectEqual(
      'the states',
      records.map((record) => record?.state),
      ['decided', 'decided'],
    )
  },

  'a settlement decides also after commitments on-chain': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const task = await scene.post({ committeeSize: 3, fee })
    const votes = [right, right, 'withheld'] as const
    await scene.commit(task, votes)
    const { settlement } = await sealVotes(scene, task, votes)
    await scene.requester.settle(settlement)
    const record = await scene.requester.getTask(task)
    expectEqual('committed', record?.committed, 0b111)
    expectEqual('revealed', record?.revealed, 0b011)
    expectEqual('punished', record?.punished, 0)
    const members = await scene.committee(task)
    expectEqual('the one left out', members[2]?.ballot.type, 'committed')
  },

  'who was slashed for absence pays the rest for a lie': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { requester } = scene
    const task = await scene.post({ committeeSize: 3, fee })
    const votes = [right, right, 'absent'] as const
    await scene.commit(task, votes)
    await fixture.mine({ seconds: commitWindow })
    await scene.reveal(task, votes)
    const members = await scene.committee(task)
    const [, , guilty] = members as [unknown, unknown, (typeof members)[number]]
    const balance = async () =>
      (await requester.getSeat(guilty.seat))?.balance ?? 0n
    const light = softSlash({ balance: bond, fee, committeeSize: 3 })
    expectEqual('for the absence', await balance(), bond - light)
    const said = { task, output: wrong, seal: digest(3) }
    const signature = await scene.signVote(guilty.signer, said)
    const shown = { ...said, member: 2, ...signature }
    await requester.punish(shown)
    const full = hardSlash({ ...conformanceParameters, balance: bond })
    expectEqual('for the lie', await balance(), bond - full)
    const [, , now] = await scene.committee(task)
    const ballot = { type: 'revealed', output: cidFromDigest(wrong) }
    expectEqual('the ballot', now?.ballot, ballot)
    await expectError('again', requester.punish(shown), 'already-punished')
  },

  'a lost "unavailable" pays the rest for a lie, a winner pays for one': async (
    fixture,
  ) => {
    const scene = await openScene(fixture, 5)
    const { requester } = scene
    const task = await scene.post({ committeeSize: 5, fee })
    const votes = [UNAVAILABLE, right, right, right, right]
    const { settlement, seal } = await sealVotes(scene, task, votes)
    await requester.settle(settlement)
    const members = await scene.committee(task)
    const full = hardSlash({ ...conformanceParameters, balance: bond })
    for (const { member, seat, signer } of members.slice(0, 2)) {
      const said = { task, output: wrong, seal }
      const signature = await scene.signVote(signer, said)
      const shown = { ...said, member, ...signature }
      await requester.punish(shown)
      const again = requester.punish(shown)
      await expectError('again', again, 'already-punished')
      const earned = member === 0 ? 0n : fee / 4n
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

  'a signed vote against the decision is punished once': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { requester } = scene
    const task = await scene.post({ committeeSize: 3, fee })
    const votes = [right, right, 'withheld'] as const
    const { settlement, seal } = await sealVotes(scene, task, votes)
    const members = await scene.committee(task)
    const [, , guilty] = members as [unknown, unknown, (typeof members)[number]]
    const said = { task, output: withheldOutput, seal }
    const signature = await scene.signVote(guilty.signer, said)
    const shown = { ...said, member: 2, ...signature }
    const early = requester.punish(shown)
    await expectError('too early', early, 'task-not-decided')
    await requester.settle(settlement)
    const refuse = (code: string, change: Partial<typeof shown>) =>
      expectError(code, requester.punish({ ...shown, ...change }), code)
    await refuse('task-unknown', { task: digest(9) })
    await refuse('member-unknown', { member: 3 })
    await refuse('empty-digest', { output: zero })
    await refuse('no-contradiction', { output: right })
    await refuse('no-contradiction', { output: UNAVAILABLE })
    await refuse('invalid-vote', { member: 1 })
    const { blockNumber } = await requester.punish(shown)
    const slash = hardSlash({ ...conformanceParameters, balance: bond })
    const reward = bounty({ slash, fee, committeeSize: 3 })
    const balance = (await requester.getSeat(guilty.seat))?.balance
    expectEqual('the stake', balance, bond - slash)
    const credit = await requester.getCredit(requester.account)
    expectEqual('the bounty', credit, reward)
    const events = await requester.getEvents({ fromBlock: blockNumber, task })
    const [taken, told] = events
    expectEqual('the slash', taken?.type, 'seat-slashed')
    expectEqual(
      'the event',
      told?.type === 'member-punished' && told.bounty,
      reward,
    )
    await refuse('already-punished', {})
    await fixture.mine({ seconds: commitWindow + revealWindow + proofWindow })
    await refuse('task-dead', {})
  },
}
