import { cidFromDigest, type Digest } from '@aichain/base'
import { expectEqual, expectError } from '@aichain/base/testing'
import { lieCost } from '../core/money/slash.js'
import { closingOutcome } from '../core/settlement/closing-outcome.js'
import type { LateVote } from '../core/settlement/late-vote.js'
import { phasesOf } from '../core/task/lifecycle.js'
import type { TaskId } from '../core/task/task.js'
import type { Convening } from '../core/vote/acknowledgement.js'
import {
  conformanceParameters,
  digest,
  saltOf,
  type Vote,
  withheldOutput,
} from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { openScene, type Scene } from './chain-scene.js'
import { eventBodies } from './event-bodies.js'
import {
  conveningOf,
  lateVoteOf,
  type SealedVotes,
  sealVotes,
  settlementOf,
} from './settlement-scene.js'

const { bond, minimumShare, unit } = conformanceParameters
const share = minimumShare + 7n * unit
const [right, wrong] = [digest(7), digest(8)]
const zero = `0x${'00'.repeat(32)}` as const

/** A task whose members have all sealed, settled without some of them. */
async function settleWithout(
  scene: Scene,
  votes: readonly Vote[],
  without: readonly number[],
): Promise<SealedVotes> {
  const committeeSize = votes.length
  const task = await scene.post({ committeeSize, share })
  const sealed = await sealVotes(scene, task, votes)
  const settlement = await settlementOf(scene, sealed, { without })
  await scene.requester.settle(settlement)
  return sealed
}

/** When a task's windows begin and end. */
async function windowsOf(scene: Scene, task: TaskId) {
  return phasesOf(await scene.task(task), scene.parameters)
}

/** What the seat of a member has. */
async function balanceOf(
  scene: Scene,
  task: TaskId,
  member: number,
): Promise<bigint> {
  const members = await scene.committee(task)
  const balances = await scene.balances()
  return balances[members[member]?.seat ?? -1] ?? 0n
}

/** Votes that a settlement left out, seals of the court, and the end of a task. */
export const latePromises: ChainPromises = {
  'a vote that a settlement left out is paid when somebody brings it': async (
    fixture,
  ) => {
    const scene = await openScene(fixture, 6)
    const { requester } = scene
    const sealed = await settleWithout(scene, [right, right, right], [1])
    const { task } = sealed
    const late = await lateVoteOf(scene, sealed, 1)
    const { blockNumber } = await requester.addVote(late)
    const record = await scene.task(task)
    expectEqual('winners', record.winners, 0b111)
    expectEqual('revealed', record.revealed, 0b111)
    expectEqual('closed', record.closed, true)
    expectEqual('paid', await balanceOf(scene, task, 1), bond + share)
    const told = await eventBodies(requester, { fromBlock: blockNumber })
    const output = cidFromDigest(right)
    expectEqual('told', told, [{ type: 'vote-added', task, member: 1, output }])
    const again = requester.addVote(late)
    await expectError('again', again, 'already-revealed')
  },

  'a late vote for another output is slashed': async (fixture) => {
    const scene = await openScene(fixture, 6)
    const { requester, parameters } = scene
    const sealed = await settleWithout(scene, [right, right, wrong], [2])
    const { task } = sealed
    const late = await lateVoteOf(scene, sealed, 2)
    const { blockNumber } = await requester.addVote(late)
    const amount = lieCost({ share, appealable: true }, parameters)
    expectEqual('its stake', await balanceOf(scene, task, 2), bond - amount)
    expectEqual('held', await requester.getHeld(task), amount)
    expectEqual('punished', (await scene.task(task)).punished, 0b100)
    const members = await scene.committee(task)
    const told = await eventBodies(requester, { fromBlock: blockNumber })
    const { seat } = members[2] ?? {}
    const output = cidFromDigest(wrong)
    expectEqual('told', told, [
      { type: 'vote-added', task, member: 2, output },
      { type: 'seat-slashed', task, seat, amount, held: true },
    ])
    const ballot = { type: 'revealed', output }
    expectEqual('the ballot', members[2]?.ballot, ballot)
  },

  'a late vote that may not be is refused by name': async (fixture) => {
    const scene = await openScene(fixture, 6)
    const { requester } = scene
    const votes = [right, right, right]
    const sealed = await settleWithout(scene, votes, [1])
    const { task, commitments } = sealed
    const late = await lateVoteOf(scene, sealed, 1)
    const refuse = (code: string, change: Partial<LateVote>) =>
      expectError(code, requester.addVote({ ...late, ...change }), code)
    await refuse('task-unknown', { task: digest(9) })
    await refuse('wrong-committee', { committee: late.committee ^ 1n })
    await refuse('member-unknown', { member: 3 })
    await refuse('already-revealed', { member: 0 })
    await refuse('wrong-seal', { commitments: commitments.toReversed() })
    await refuse('wrong-seal', { commitments: commitments.slice(1) })
    await refuse('empty-digest', { output: zero })
    await refuse('wrong-opening', { output: wrong })
    const other = { ...late.vote, r: digest(1) }
    await expectError(
      'another signature',
      requester.addVote({ ...late, vote: other }),
      'invalid-vote',
    )
    const open = await scene.post({ committeeSize: 3 })
    await refuse('task-not-decided', { task: open })
    await scene.reach((await windowsOf(scene, task)).deadAt)
    await refuse('task-dead', {})
  },

  'shares that nobody came for leave a dead task': async (fixture) => {
    const scene = await openScene(fixture, 6)
    const { requester } = scene
    const votes = [right, right, 'withheld'] as const
    const { task } = await settleWithout(scene, votes, [])
    const decided = await scene.decided(task)
    const early = requester.close(decided)
    await expectError('alive', early, 'task-alive')
    await scene.reach((await windowsOf(scene, task)).deadAt)
    const { blockNumber } = await requester.close(decided)
    const told = await eventBodies(requester, { fromBlock: blockNumber })
    const by = requester.account
    const closed = { task, by, unclaimed: share, bounty: 0n }
    expectEqual('told', told, [{ type: 'task-closed', ...closed }])
    // Absence costs nothing in lane 1.
    expectEqual('its stake', await balanceOf(scene, task, 2), bond)
    expectEqual('closed', (await scene.task(task)).closed, true)
    await expectError('again', requester.close(decided), 'already-closed')
  },

  'a seal that a quorum acknowledged is made the court’s, and reveals open':
    async (fixture) => {
      const scene = await openScene(fixture, 6)
      const { requester } = scene
      const task = await scene.post({ committeeSize: 3, share })
      const votes = [right, right, right]
      const sealed = await sealVotes(scene, task, votes)
      const { seal, commitments } = sealed
      const convening = await conveningOf(scene, sealed, [0, 2])
      const { blockNumber } = await requester.convene(convening)
      const record = await scene.task(task)
      expectEqual('convened', record.convened, true)
      expectEqual('committed', record.committed, 0b101)
      const told = await eventBodies(requester, { fromBlock: blockNumber })
      const event = { task, seal, committed: 0b101, commitments }
      expectEqual('told', told.at(-1), { type: 'task-convened', ...event })
      const again = requester.convene(convening)
      await expectError('again', again, 'already-convened')
      await scene.reveal(task, [right, 'absent', right])
      expectEqual('decided', (await scene.task(task)).state, 'decided')
      // Who did not acknowledge has its vote in the seal all the same.
      await requester.addVote(await lateVoteOf(scene, sealed, 1))
      expectEqual('winners', (await scene.task(task)).winners, 0b111)
      expectEqual('paid', await balanceOf(scene, task, 1), bond + share)
    },

  'a convened vote that is never opened is a lie, and absence costs nothing':
    async (fixture) => {
      const scene = await openScene(fixture, 10)
      const { requester, parameters } = scene
      const task = await scene.post({ committeeSize: 5, share })
      const votes: readonly Vote[] = [right, right, right, right, 'withheld']
      const sealed = await sealVotes(scene, task, votes)
      const acknowledged = [0, 1, 2, 4]
      await requester.convene(await conveningOf(scene, sealed, acknowledged))
      await scene.reveal(task, [right, right, right])
      expectEqual('open', (await scene.task(task)).state, 'open')
      const { salt } = sealed.votes.find(({ member }) => member === 3) ?? {
        salt: zero,
      }
      const unseen = requester.reveal({
        ...{ task, member: 3, salt },
        output: cidFromDigest(right),
      })
      await expectError('who did not see it', unseen, 'not-committed')
      // It brings its vote by a settlement.
      const revealed = [right, right, right, undefined, undefined]
      const rest = await settlementOf(scene, sealed, {
        ...{ without: [0, 1, 2], revealed },
      })
      await requester.settle(rest)
      const decided = await scene.decided(task)
      await scene.reach((await windowsOf(scene, task)).deadAt)
      await requester.close(decided)
      const outcome = closingOutcome(
        {
          ...{ share, appealable: true },
          balances: votes.map(() => bond),
          ...{ withheld: 0b10000, absent: 0, wasInCourt: false },
        },
        parameters,
      )
      const left = await balanceOf(scene, task, 4)
      expectEqual('withheld', left, bond - (outcome.penalties[4] ?? 0n))
    },

  'a convening that may not be is refused by name': async (fixture) => {
    const scene = await openScene(fixture, 4)
    const { requester } = scene
    const task = await scene.post({ committeeSize: 3, share })
    const votes = [right, right, 'absent'] as const
    const sealed = await sealVotes(scene, task, votes)
    const good = await conveningOf(scene, sealed, [0, 1])
    const [first, second] = good.acknowledgements as [
      Convening['acknowledgements'][number],
      Convening['acknowledgements'][number],
    ]
    const refuse = (code: string, change: Partial<Convening>) =>
      expectError(code, requester.convene({ ...good, ...change }), code)
    const { terms } = good
    const order = { ...terms.order, nonce: 99n }
    await refuse('task-unknown', { terms: { ...terms, order } })
    const short = sealed.commitments.slice(1)
    await refuse('malformed-settlement', { commitments: short })
    await refuse('no-quorum', { acknowledgements: [first] })
    await refuse('member-unknown', { acknowledgements: [first, first] })
    const silent = { ...second, member: 2 }
    await refuse('member-unknown', { acknowledgements: [first, silent] })
    const swapped = [
      { ...first, member: 1 },
      { ...second, member: 0 },
    ]
    await refuse('invalid-acknowledgement', { acknowledgements: swapped })
    const { commitEnd } = await windowsOf(scene, task)
    await scene.reach(commitEnd)
    await refuse('commit-closed', {})
  },

  'the court convenes nothing once somebody has committed': async (fixture) => {
    const scene = await openScene(fixture, 4)
    const { requester } = scene
    const task = await scene.post({ committeeSize: 3, share })
    const votes: readonly Digest[] = [right, right, withheldOutput]
    const sealed = await sealVotes(scene, task, votes)
    const convening = await conveningOf(scene, sealed, [0, 1, 2])
    await scene.commit(task, [right])
    const late = requester.convene(convening)
    await expectError('after a commitment', late, 'already-convened')
    const other = await scene.post({ committeeSize: 3, share })
    const its = await sealVotes(scene, other, votes)
    await requester.convene(await conveningOf(scene, its, [0, 1]))
    const members = await scene.committee(other)
    const node = scene.nodeOf(members[2]?.signer ?? '0x')
    const vote = { task: other, member: 2, commitment: digest(5) }
    await expectError('a commitment', node.commit(vote), 'already-convened')
    const opening = { task: other, member: 0, output: cidFromDigest(right) }
    const salt = saltOf(other, 0)
    await requester.reveal({ ...opening, salt })
    expectEqual('open', (await scene.task(other)).revealed, 0b001)
  },
}
