import { cidFromDigest } from '@aichain/base'
import { expectEqual, expectError } from '@aichain/base/testing'
import { unpackCommittee } from '../core/task/committee-word.js'
import { phasesOf } from '../core/task/lifecycle.js'
import type { TaskId } from '../core/task/task.js'
import { commitment } from '../core/vote/commitment.js'
import { drawCommittee } from '../core/vote/draw-committee.js'
import type { Chain } from '../ports/chain.js'
import { conformanceParameters, digest, saltOf } from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { openScene, passEpochs, type Scene, wordOf } from './chain-scene.js'
import { eventBodies } from './event-bodies.js'

const zero = `0x${'00'.repeat(32)}` as const
const right = digest(7)

/** When a task's windows begin and end. */
async function windowsOf(scene: Scene, task: TaskId) {
  return phasesOf(await scene.task(task), scene.parameters)
}

/** Drawing, committing and revealing, with every refusal. */
export const votingPromises: ChainPromises = {
  "the committee follows from the hash of the task's block": async (
    fixture,
  ) => {
    const scene = await openScene(fixture, 7)
    const { requester, nodes, post, committee } = scene
    for (let round = 0; round < 3; round += 1) {
      const task = await post({ committeeSize: 5 })
      const [added] = await requester.getEvents({ fromBlock: 0n, task })
      const places = await requester.getPlaces(scene.list)
      const drawn = drawCommittee({
        entropy: added?.blockHash ?? '0x',
        task,
        places: places.map(({ seat }) => seat),
        committeeSize: 5,
        staysAt: () => true,
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
    const { requester, order, committee } = await openScene(fixture, 4)
    const { task } = await requester.addTask(order({ committeeSize: 3 }))
    const early = await committee(task)
    expectEqual('members', early.length, 3)
    await fixture.mine({ blocks: 2 })
    expectEqual('the same later', await committee(task), early)
  },

  'anybody can write the committee down, once': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { requester, post, committee } = scene
    const task = await post({ committeeSize: 3 })
    const members = await committee(task)
    const terms = await scene.terms(task)
    const { blockNumber } = await requester.draw(terms)
    const told = await eventBodies(requester, { fromBlock: blockNumber })
    const word = wordOf(members)
    const event = { type: 'committee-drawn', task, committee: word }
    expectEqual('told', told, [event])
    expectEqual(
      'the seats',
      unpackCommittee(word, 3),
      members.map(({ seat }) => seat),
    )
    await expectError('again', requester.draw(terms), 'already-drawn')
    const order = { ...terms.order, nonce: 99n }
    const other = requester.draw({ ...terms, order })
    await expectError('no task', other, 'task-unknown')
    const foreign = { ...terms, requester: requester.deployment.consensus }
    await expectError('of others', requester.draw(foreign), 'task-unknown')
    // Written down, it outlasts its seed.
    await passEpochs(fixture, requester, 2)
    expectEqual('later', await committee(task), members)
  },

  'a task that nobody drew in time is cancelled, and its fee goes back': async (
    fixture,
  ) => {
    const scene = await openScene(fixture, 3)
    const { requester, post, committee, parameters } = scene
    const task = await post({ committeeSize: 3 })
    const terms = await scene.terms(task)
    const early = requester.cancel(terms)
    await expectError('a committee could answer', early, 'committee-known')
    // Lists remember the epoch before.
    await passEpochs(fixture, requester, 1)
    expectEqual('members', (await committee(task)).length, 3)
    await passEpochs(fixture, requester, 1)
    await expectError('the committee', committee(task), 'seed-expired')
    await expectError('a draw', requester.draw(terms), 'seed-expired')
    const { blockNumber } = await requester.cancel(terms)
    const { account } = requester
    const refund = 3n * parameters.minimumShare
    expectEqual('credit', await requester.getCredit(account), refund)
    expectEqual('the state', (await scene.task(task)).state, 'undecided')
    const told = await eventBodies(requester, { fromBlock: blockNumber })
    const end = { task, requester: account, refund, kept: 0n, paid: 0 }
    expectEqual('told', told, [{ type: 'task-undecided', ...end }])
    await expectError('again', requester.cancel(terms), 'task-not-open')
    await expectError('no committee', committee(task), 'task-not-open')
  },

  'a ballot is sealed, then open': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { post, committee, commit, reveal } = scene
    const task = await post({ committeeSize: 3 })
    const votes = [right, right, digest(8)]
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
    expectEqual('committed', (await scene.task(task)).committed, 0b111)
    await reveal(task, votes.slice(0, 2))
    const open = await committee(task)
    expectEqual(
      'open ballots',
      open.map((member) => member.ballot.type),
      ['revealed', 'revealed', 'committed'],
    )
    expectEqual('revealed', (await scene.task(task)).revealed, 0b011)
  },

  'a commitment tells itself, and the committee with the first of them': async (
    fixture,
  ) => {
    const scene = await openScene(fixture, 3)
    const task = await scene.post({ committeeSize: 3 })
    const members = await scene.committee(task)
    await scene.commit(task, [right, 'absent', right])
    await fixture.mine({ seconds: conformanceParameters.commitWindow })
    await scene.reveal(task, [right])
    const told = await eventBodies(scene.requester, { fromBlock: 0n, task })
    const sealed = (member: number) =>
      commitment({
        ...{ task, seat: members[member]?.seat ?? -1, output: right },
        salt: saltOf(task, member),
      })
    expectEqual('told', told.slice(1), [
      { type: 'committee-drawn', task, committee: wordOf(members) },
      { type: 'vote-committed', task, member: 0, commitment: sealed(0) },
      { type: 'vote-committed', task, member: 2, commitment: sealed(2) },
      {
        ...{ type: 'vote-revealed', task, member: 0 },
        output: cidFromDigest(right),
      },
    ])
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
    await scene.reach((await windowsOf(scene, task)).commitEnd)
    await expectError('too late', node.commit(vote), 'commit-closed')
  },

  'a reveal that may not be is refused by name': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const task = await scene.post({ committeeSize: 3 })
    await scene.commit(task, [right, right])
    // What opens a vote says whose it is, so anybody may bring it.
    const node: Chain = scene.requester
    const vote = {
      task,
      member: 0,
      output: cidFromDigest(right),
      salt: saltOf(task, 0),
    }
    const refuse = (code: string, change: Partial<typeof vote> = {}) =>
      expectError(code, node.reveal({ ...vote, ...change }), code)
    await refuse('reveal-not-open')
    await refuse('member-unknown', { member: 3 })
    await refuse('task-unknown', { task: digest(9) })
    const { commitEnd, revealEnd } = await windowsOf(scene, task)
    await scene.reach(commitEnd)
    await refuse('not-committed', { member: 2 })
    await refuse('wrong-opening', { output: cidFromDigest(digest(8)) })
    await refuse('wrong-opening', { salt: digest(8) })
    await refuse('empty-digest', { output: cidFromDigest(zero) })
    await node.reveal(vote)
    await refuse('already-revealed')
    await scene.reach(revealEnd)
    await refuse('reveal-closed', { member: 1, salt: saltOf(task, 1) })
  },

  'what is closed takes no more': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { requester, nodes, post, commit, reveal } = scene
    const task = await post({ committeeSize: 3 })
    const early = requester.finalize(task)
    await expectError('too early', early, 'not-finalizable')
    const votes = [right, right, right]
    await commit(task, votes)
    await reveal(task, votes)
    const code = 'task-not-open'
    await expectError('finalize', requester.finalize(task), code)
    const terms = await scene.terms(task)
    await expectError('draw', requester.draw(terms), code)
    await expectError('cancel', requester.cancel(terms), code)
    const [node] = nodes as [Chain]
    const late = node.commit({ task, member: 0, commitment: digest(5) })
    await expectError('commit', late, code)
    const unknown = requester.finalize(digest(9))
    await expectError('no task', unknown, 'task-unknown')
  },
}
