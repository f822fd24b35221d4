import { cidFromDigest } from '@aichain/base'
import { expectEqual, expectError } from '@aichain/base/testing'
import { commitment } from '../core/vote/commitment.js'
import { drawCommittee } from '../core/vote/committee.js'
import type { Chain } from '../ports/chain.js'
import {
  conformanceParameters,
  digest,
  documentCid,
  openScene,
  saltOf,
} from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'

const { commitWindow, revealWindow, unbondingPeriod } = conformanceParameters
const zero = `0x${'00'.repeat(32)}` as const

/** Drawing, committing and revealing, with every refusal. */
export const votingPromises: ChainPromises = {
  "the committee follows from the hash of the task's block": async (
    fixture,
  ) => {
    const { requester, nodes, post, committee } = await openScene(fixture, 7)
    for (let round = 0; round < 3; round += 1) {
      const task = await post({ committeeSize: 5 })
      const [added] = await requester.getEvents({ fromBlock: 0n, task })
      const drawn = drawCommittee({
        blockHash: added?.blockHash ?? '0x',
        task,
        seats: 7,
        committeeSize: 5,
        isEligible: () => true,
      })
      const members = await committee(task)
      expectEqual(
        'the seats',
        { ok: true, value: members.map((member) => member.seat) },
        drawn,
      )
      expectEqual(
        'the members',
        members,
        members.map(({ seat }, member) => ({
          member,
          seat,
          signer: nodes[seat]?.account,
          ballot: { type: 'none' },
        })),
      )
    }
  },

  'the committee is known as soon as the task is in a block': async (
    fixture,
  ) => {
    const { requester, committee } = await openScene(fixture, 4)
    const contents = { model: documentCid(1), prompt: documentCid(2) }
    const order = { ...contents, committeeSize: 3, fee: 10n ** 15n, nonce: 0n }
    const { task } = await requester.addTask(order)
    const early = await committee(task)
    expectEqual('members', early.length, 3)
    await fixture.mine({ blocks: 2 })
    expectEqual('the same later', await committee(task), early)
  },

  'anybody can write the committee down, once': async (fixture) => {
    const { requester, post, committee } = await openScene(fixture, 3)
    const task = await post({ committeeSize: 3 })
    const seats = (await committee(task)).map((member) => member.seat)
    const { blockNumber } = await requester.draw(task)
    const [event] = await requester.getEvents({ fromBlock: blockNumber })
    expectEqual(
      'the event',
      event?.type === 'committee-drawn' && event.seats,
      seats,
    )
    await expectError('again', requester.draw(task), 'already-drawn')
    await expectError('no task', requester.draw(digest(9)), 'task-unknown')
  },

  'a task that nobody drew in time is cancelled, and its fee goes back': async (
    fixture,
  ) => {
    const { requester, post, committee } = await openScene(fixture, 3)
    const fee = 10n ** 15n
    const task = await post({ committeeSize: 3, fee })
    const early = requester.cancel(task)
    await expectError('a committee could answer', early, 'committee-known')
    // From here on a drawn slot could be somebody else's.
    await fixture.mine({ seconds: unbondingPeriod })
    await expectError('the committee', committee(task), 'seed-expired')
    await expectError('a draw', requester.draw(task), 'seed-expired')
    await requester.cancel(task)
    expectEqual('credit', await requester.getCredit(requester.account), fee)
    expectEqual(
      'the state',
      (await requester.getTask(task))?.state,
      'undecided',
    )
    await expectError('again', requester.cancel(task), 'task-not-open')
  },

  'a task that counts on a seat too new to be drawn is cancelled at once':
    async (fixture) => {
      const { requester, committee } = await openScene(fixture, 2)
      const late = await fixture.connect(3)
      const { bond } = conformanceParameters
      await late.join({ owner: late.account, bond })
      expectEqual('seats', await requester.getStayingSeatCount(), 3)
      const contents = { model: documentCid(1), prompt: documentCid(2) }
      const fee = 10n ** 15n
      const order = { ...contents, committeeSize: 3, fee, nonce: 1n }
      const { task } = await requester.addTask(order)
      await fixture.mine({ seconds: 1 })
      await expectError('the committee', committee(task), 'not-enough-seats')
      await requester.cancel(task)
      expectEqual('credit', await requester.getCredit(requester.account), fee)
    },

  'a ballot is sealed, then open': async (fixture) => {
    const { requester, post, committee, commit, reveal } = await openScene(
      fixture,
      3,
    )
    const task = await post({ committeeSize: 3 })
    const votes = [digest(7), digest(7), digest(8)]
    await commit(task, votes)
    const sealed = await committee(task)
    expectEqual(
      'sealed ballots',
      sealed.map((member) => member.ballot),
      sealed.map(({ member, seat }) => ({
        type: 'committed',
        commitment: commitment({
          task,
          seat,
          output: votes[member] ?? zero,
          salt: saltOf(task, member),
        }),
      })),
    )
    expectEqual('committed', (await requester.getTask(task))?.committed, 0b111)
    await reveal(task, votes.slice(0, 2))
    const open = await committee(task)
    expectEqual(
      'open ballots',
      open.map((member) => member.ballot.type),
      ['revealed', 'revealed', 'committed'],
    )
    expectEqual('revealed', (await requester.getTask(task))?.revealed, 0b011)
  },

  'a commitment that may not be is refused by name': async (fixture) => {
    const scene = await openScene(fixture, 4)
    const task = await scene.post({ committeeSize: 3 })
    const members = await scene.committee(task)
    const [first] = members as [(typeof members)[number]]
    const node = scene.nodeOf(first.signer)
    const vote = { task, member: 0, commitment: digest(5) }
    const other = { ...vote, task: digest(9) }
    await expectError('no task', node.commit(other), 'task-unknown')
    const many = { ...vote, member: 3 }
    await expectError('member 3', node.commit(many), 'member-unknown')
    const empty = { ...vote, commitment: zero }
    await expectError('zero', node.commit(empty), 'empty-digest')
    const foreign = scene.requester.commit(vote)
    await expectError('a stranger', foreign, 'not-seat-signer')
    await node.commit(vote)
    await expectError('twice', node.commit(vote), 'already-committed')
    await fixture.mine({ seconds: commitWindow })
    await expectError('too late', node.commit(vote), 'commit-closed')
  },

  'a reveal that may not be is refused by name': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const task = await scene.post({ committeeSize: 3 })
    const output = digest(7)
    await scene.commit(task, [output, output])
    const node: Chain = scene.requester
    const vote = {
      task,
      member: 0,
      output: cidFromDigest(output),
      salt: saltOf(task, 0),
    }
    const refuse = (code: string, change: Partial<typeof vote> = {}) =>
      expectError(code, node.reveal({ ...vote, ...change }), code)
    await refuse('reveal-not-open')
    await refuse('member-unknown', { member: 3 })
    await refuse('task-unknown', { task: digest(9) })
    await fixture.mine({ seconds: commitWindow })
    await refuse('not-committed', { member: 2 })
    await refuse('wrong-opening', { output: cidFromDigest(digest(8)) })
    await refuse('wrong-opening', { salt: digest(8) })
    await refuse('empty-digest', { output: cidFromDigest(zero) })
    await node.reveal(vote)
    await refuse('already-revealed')
    await fixture.mine({ seconds: revealWindow })
    await refuse('reveal-closed', { member: 1, salt: saltOf(task, 1) })
  },

  'what is closed takes no more': async (fixture) => {
    const { requester, nodes, post, commit, reveal } = await openScene(
      fixture,
      3,
    )
    const task = await post({ committeeSize: 3 })
    const early = requester.finalize(task)
    await expectError('too early', early, 'not-finalizable')
    const votes = [digest(7), digest(7), digest(7)]
    await commit(task, votes)
    await reveal(task, votes)
    const code = 'task-not-open'
    await expectError('finalize', requester.finalize(task), code)
    await expectError('draw', requester.draw(task), 'already-drawn')
    const [node] = nodes as [Chain]
    const late = node.commit({ task, member: 0, commitment: digest(5) })
    await expectError('commit', late, code)
    const unknown = requester.finalize(digest(9))
    await expectError('no task', unknown, 'task-unknown')
  },
}
