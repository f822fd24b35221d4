import { expectEqual, expectError, expectThat } from '@aichain/base/testing'
import { keccakWords } from '../core/encoding/keccak.js'
import { phasesOf, roundOf, timeOfRound } from '../core/task/lifecycle.js'
import type { TaskId } from '../core/task/task.js'
import { drawCommittee } from '../core/vote/draw-committee.js'
import { conformanceParameters, digest } from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { openScene, type Scene } from './chain-scene.js'
import { eventBodies } from './event-bodies.js'
import { settle } from './settlement-scene.js'

const { unit } = conformanceParameters
const right = digest(7)
const tip = 5n * unit

/** A task of three that waits for the beacon, and its round. */
async function ask(
  scene: Scene,
): Promise<{ readonly task: TaskId; readonly round: number }> {
  const { post, parameters } = scene
  const task = await post({ committeeSize: 3, seed: 'beacon', roundTip: tip })
  const round = roundOf(await scene.task(task), parameters)
  return { task, round: round ?? 0 }
}

/** Rounds, and the tasks that they seed. */
export const beaconPromises: ChainPromises = {
  'a round is posted once, by anybody who knows its signature': async ({
    connect,
    signRound,
  }) => {
    const [chain, poster] = [await connect(0), await connect(1)]
    const latest = await chain.getLatestRound()
    expectEqual('before', latest, undefined)
    const signature = signRound(5)
    const { blockNumber } = await poster.postRound({ round: 5, signature })
    const [event, ...others] = await eventBodies(chain, {
      fromBlock: blockNumber,
    })
    expectEqual('others', others, [])
    const known = await chain.getRound(5)
    expectEqual('its poster', known?.poster, poster.account)
    const told = { round: 5, poster: poster.account }
    const { randomness } = known ?? {}
    expectEqual('told', event, { type: 'round-posted', ...told, randomness })
    expectEqual('the latest', await chain.getLatestRound(), 5)
    const again = chain.postRound({ round: 5, signature })
    await expectError('again', again, 'round-already-posted')
    const foreign = chain.postRound({ round: 6, signature })
    await expectError('of another round', foreign, 'invalid-signature')
    const none = chain.postRound({ round: 0, signature })
    await expectError('round 0', none, 'round-out-of-range')
    await chain.postRound({ round: 4, signature: signRound(4) })
    expectEqual('still the latest', await chain.getLatestRound(), 5)
    const earlier = await chain.getRound(4)
    expectThat('random', earlier?.randomness !== randomness, randomness)
  },

  "the committee follows from the round and the hash of the task's block":
    async (fixture) => {
      const scene = await openScene(fixture, 7)
      const { requester, committee } = scene
      const { task, round } = await ask(scene)
      const early = await expectError(
        'before its round',
        committee(task),
        'seed-not-ready',
      )
      expectThat('it says which', early.message.length > 0, early.message)
      const first = requester.draw(await scene.terms(task))
      await expectError('drawing', first, 'seed-not-ready')
      const cancelling = requester.cancel(await scene.terms(task))
      await expectError('cancelling', cancelling, 'seed-not-ready')
      await scene.postRound(task)
      const posted = await requester.getRound(round)
      const [added] = await requester.getEvents({ fromBlock: 0n, task })
      const places = await requester.getPlaces(scene.list)
      const drawn = drawCommittee({
        entropy: keccakWords(
          posted?.randomness ?? '0x',
          added?.blockHash ?? '0x',
        ),
        task,
        places: places.map(({ seat }) => seat),
        committeeSize: 3,
        staysAt: () => true,
      })
      const seats = (await committee(task)).map(({ seat }) => seat)
      expectEqual('the seats', { ok: true, value: seats }, drawn)
    },

  'whoever posted the round has its tip once the task ends': async (
    fixture,
  ) => {
    const scene = await openScene(fixture, 3)
    const { requester } = scene
    const poster = await fixture.connect(9)
    const { task, round } = await ask(scene)
    await scene.reach(timeOfRound(round, scene.parameters.beacon))
    const signature = fixture.signRound(round)
    await poster.postRound({ round, signature })
    await fixture.mine({ seconds: 1 })
    const credit = () => requester.getCredit(poster.account)
    expectEqual('before', await credit(), 0n)
    await settle(scene, task, [right, right, right])
    expectEqual('after', await credit(), tip)
    const told = await eventBodies(requester, { fromBlock: 0n, task })
    const { account } = poster
    const paid = { type: 'round-tip-paid', task, poster: account, amount: tip }
    expectEqual('told', told[1], paid)
    expectEqual('left', (await scene.task(task)).roundTip, 0n)
  },

  'the tip goes back where nobody posted the round': async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { requester, parameters } = scene
    const { task } = await ask(scene)
    const { revealEnd } = phasesOf(await scene.task(task), parameters)
    await scene.reach(revealEnd)
    await requester.finalize(task)
    const { account } = requester
    const refund = 3n * parameters.minimumShare
    expectEqual('credit', await requester.getCredit(account), refund + tip)
    const [, returned, ended] = await eventBodies(requester, {
      fromBlock: 0n,
      task,
    })
    const back = { task, requester: account, amount: tip }
    expectEqual('the tip', returned, { type: 'round-tip-returned', ...back })
    const end = { task, requester: account, refund, kept: 0n, paid: 0 }
    expectEqual('the fee', ended, { type: 'task-undecided', ...end })
  },

  "a task's windows count from its round": async (fixture) => {
    const scene = await openScene(fixture, 3)
    const { nodeOf, committee, parameters, requester } = scene
    const { task, round } = await ask(scene)
    const { startsAt, revealEnd } = phasesOf(await scene.task(task), parameters)
    expectEqual('the start', startsAt, timeOfRound(round, parameters.beacon))
    await scene.reach(revealEnd - 120)
    const early = requester.finalize(task)
    await expectError('still open', early, 'not-finalizable')
    await scene.postRound(task)
    const [first] = await committee(task)
    const node = nodeOf(first?.signer ?? '0x')
    const vote = { task, member: 0, commitment: digest(5) }
    await expectError('too late', node.commit(vote), 'commit-closed')
  },
}
