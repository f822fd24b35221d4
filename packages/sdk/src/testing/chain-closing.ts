import { cidFromDigest } from '@aichain/base'
import { expectEqual, expectError } from '@aichain/base/testing'
import { hasMember } from '../core/encoding/bitmap.js'
import { keccakWords } from '../core/encoding/keccak.js'
import { hardSlash, softSlash, splitReward } from '../core/settlement/reward.js'
import type { TaskId } from '../core/task/task.js'
import { tally } from '../core/vote/tally.js'
import { UNAVAILABLE } from '../core/vote/unavailable.js'
import {
  conformanceParameters,
  digest,
  openScene,
  type Scene,
  type Vote,
} from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'

const { bond, slashBps, commitWindow, revealWindow, proofWindow } =
  conformanceParameters
const fee = 10n ** 15n + 7n
const right = digest(7)
const wrong = digest(8)

/** What a committee of five may do, and what must come of it follows from the mirrors. */
const ballots: Readonly<Record<string, readonly Vote[]>> = {
  'all agree': [right, right, right, right, right],
  'a liar is outvoted': [right, right, wrong, right, right],
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
      const scene = await openScene(fixture, 6)
      const task = await scene.post({ committeeSize: 5, fee })
      await expectVerdict(scene, task, votes)
    },
  ]),
)

/** Plays the votes to their end and compares everything with the mirrors. */
async function expectVerdict(
  scene: Scene,
  task: TaskId,
  votes: readonly Vote[],
): Promise<void> {
  const { requester, committee, fixture } = scene
  const before = await balancesOf(scene)
  const owed = await requester.getCredit(requester.account)
  const members = await committee(task)
  await scene.commit(task, votes)
  if (votes.includes('absent')) await fixture.mine({ seconds: commitWindow })
  await scene.reveal(task, votes)
  const open = (await requester.getTask(task))?.state === 'open'
  if (open) {
    const isLate = votes.includes('absent')
    const seconds = isLate ? revealWindow : commitWindow + revealWindow
    await fixture.mine({ seconds })
    await requester.finalize(task)
  }

  const outputs = votes.map((vote) => (isOutput(vote) ? vote : undefined))
  const verdict = tally(outputs, 5)
  const winners = verdict.type === 'decided' ? verdict.winners : 0
  const penalties = votes.map((vote, member) =>
    verdict.type === 'unavailable' || hasMember(winners, member)
      ? 0n
      : penaltyOf(vote, winners, outputs),
  )
  const share = winners === 0 ? 0n : splitReward({ fee, winners }).share
  const record = await requester.getTask(task)
  expectEqual('state', record?.state, winners ? 'decided' : 'undecided')
  const agreed = winners ? cidFromDigest(right) : undefined
  expectEqual('output', record?.output, agreed)
  expectEqual('punished', record?.punished, bitmapOf(penalties))
  const refund = winners ? 0n : fee
  const credit = await requester.getCredit(requester.account)
  expectEqual('credit', credit - owed, refund)

  const after = await balancesOf(scene)
  const expected = before.map((balance, seat) => {
    const member = members.findIndex((each) => each.seat === seat)
    if (member === -1) return balance
    const earned = hasMember(winners, member) ? share : 0n
    return balance + earned - (penalties[member] ?? 0n)
  })
  expectEqual('balances of the seats', after, expected)
  await expectClosingEvents(scene, task, { winners, share, penalties })
}

async function expectClosingEvents(
  scene: Scene,
  task: TaskId,
  verdict: {
    readonly winners: number
    readonly share: bigint
    readonly penalties: readonly bigint[]
  },
): Promise<void> {
  const { requester, committee } = scene
  const { winners, share, penalties } = verdict
  const events = await requester.getEvents({ fromBlock: 0n, task })
  const closing = events.filter((event) =>
    ['seat-slashed', 'task-decided', 'task-undecided'].includes(event.type),
  )
  const addedOnly = penalties.every((penalty) => penalty === 0n) && !winners
  const members = addedOnly ? [] : await committee(task)
  const slashes = penalties.flatMap((amount, member) =>
    amount === 0n
      ? []
      : [{ type: 'seat-slashed', seat: members[member]?.seat, amount }],
  )
  const end = winners
    ? { type: 'task-decided', output: cidFromDigest(right), winners, share }
    : { type: 'task-undecided', requester: requester.account, refund: fee }
  expectEqual(
    'closing events',
    closing.map((event) => {
      const { blockNumber: _, blockHash: __, logIndex: ___, ...rest } = event
      const {
        transactionHash: ____,
        task: _____,
        ...body
      } = rest as typeof rest & { task: TaskId }
      return body
    }),
    [...slashes, end],
  )
}

function penaltyOf(
  vote: Vote,
  winners: number,
  outputs: readonly unknown[],
): bigint {
  const balance = bond
  if (vote === 'withheld') {
    const nobodyRevealed = outputs.every((output) => output === undefined)
    return nobodyRevealed ? 0n : hardSlash({ balance, bond, slashBps })
  }
  if (winners === 0) return 0n
  return vote === 'absent' || vote === UNAVAILABLE
    ? softSlash({ balance, fee, committeeSize: 5 })
    : hardSlash({ balance, bond, slashBps })
}

function isOutput(vote: Vote): vote is Exclude<Vote, 'absent' | 'withheld'> {
  return vote !== 'absent' && vote !== 'withheld'
}

function bitmapOf(penalties: readonly bigint[]): number {
  return penalties.reduce(
    (bitmap, penalty, member) =>
      penalty > 0n ? bitmap | (1 << member) : bitmap,
    0,
  )
}

async function balancesOf({ requester, nodes }: Scene): Promise<bigint[]> {
  const seats = await Promise.all(
    nodes.map((_, seat) => requester.getSeat(seat)),
  )
  return seats.map((seat) => seat?.balance ?? 0n)
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

/** Tallies, pay, slashes and refunds. */
export const closingPromises: ChainPromises = {
  ...ballotPromises,

  'the verdict on random votes': async (fixture) => {
    const scene = await openScene(fixture, 9)
    for (let seed = 0; seed < 12; seed += 1) {
      const task = await scene.post({ committeeSize: 5, fee })
      await expectVerdict(scene, task, randomVotes(seed))
    }
  },

  'a refund is paid out once': async (fixture) => {
    const { requester, post } = await openScene(fixture, 3)
    const none = requester.withdraw()
    await expectError('nothing yet', none, 'nothing-to-withdraw')
    const task = await post({ committeeSize: 3, fee })
    await fixture.mine({ seconds: commitWindow })
    await requester.finalize(task)
    const before = await requester.getBalance(requester.account)
    const { gasCost, blockNumber } = await requester.withdraw()
    const after = await requester.getBalance(requester.account)
    expectEqual('paid', after - before + gasCost, fee)
    expectEqual('credit', await requester.getCredit(requester.account), 0n)
    const again = requester.withdraw()
    await expectError('again', again, 'nothing-to-withdraw')
    const [event] = await requester.getEvents({ fromBlock: blockNumber })
    expectEqual(
      'the event',
      event?.type === 'credit-withdrawn' && event.amount,
      fee,
    )
  },

  'a dead task is only ever refunded': async (fixture) => {
    const { requester, nodes, post, commit, reveal } = await openScene(
      fixture,
      4,
    )
    const task = await post({ committeeSize: 3, fee })
    const votes = [right, right, 'withheld'] as const
    await commit(task, votes)
    await reveal(task, votes)
    await fixture.mine({ seconds: commitWindow + revealWindow + proofWindow })
    await requester.finalize(task)
    expectEqual('state', (await requester.getTask(task))?.state, 'undecided')
    expectEqual('credit', await requester.getCredit(requester.account), fee)
    for (const [seat] of nodes.entries()) {
      const balance = (await requester.getSeat(seat))?.balance
      expectEqual(`seat ${seat}`, balance, bond)
    }
  },

  'a seat below half of its bond is ejected': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { requester, post, commit, reveal } = scene
    const liar = 0
    let rounds = 0
    while ((await requester.getSeat(liar))?.to === undefined && rounds < 8) {
      rounds += 1
      const task = await post({ committeeSize: 3, fee })
      const members = await scene.committee(task)
      const votes = members.map(({ seat }) => (seat === liar ? wrong : right))
      await commit(task, votes)
      await reveal(task, votes)
    }
    // A tenth of the bond each time: after six, less than half is left.
    expectEqual('lies it could afford', rounds, 6)
    const left = await requester.getSeat(liar)
    expectEqual('its balance', left?.balance, (bond * 4n) / 10n)
  },
}
