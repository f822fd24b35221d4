import { cidFromDigest } from '@aichain/base'
import { expectEqual, expectError } from '@aichain/base/testing'
import { overturn } from '../core/settlement/overturn.js'
import { hardSlash } from '../core/settlement/reward.js'
import type { TaskId, Terms } from '../core/task/task.js'
import {
  type ChainFixture,
  conformanceParameters,
  digest,
  documentCid,
  openScene,
  type Scene,
  type Vote,
} from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { sealVotes } from './settlement-scene.js'

const {
  bond,
  commitWindow,
  revealWindow,
  proofWindow,
  appealWindow,
  unbondingPeriod,
} = conformanceParameters
const everybody = 15
const fee = 10n ** 15n
const [right, wrong] = [digest(7), digest(8)]

/** A decision that two of three bought, against one who was right. */
const bought: readonly Vote[] = [wrong, right, wrong]

type Decided = {
  readonly scene: Scene
  readonly task: TaskId
  readonly terms: Terms
}

/** Fifteen seats, and a task of three that they were decided wrongly. */
async function openDecided(fixture: ChainFixture): Promise<Decided> {
  const scene = await openScene(fixture, everybody)
  const { requester, nextNonce } = scene
  const asked = {
    model: documentCid(1),
    prompt: documentCid(2),
    nonce: nextNonce(),
  }
  const order = { ...asked, committeeSize: 3, fee }
  const { task } = await requester.addTask(order)
  await fixture.mine({ seconds: 1 })
  await settle(scene, task, bought)
  return { scene, task, terms: { ...asked, requester: requester.account } }
}

async function settle(
  scene: Scene,
  task: TaskId,
  votes: readonly Vote[],
): Promise<void> {
  const { settlement } = await sealVotes(scene, task, votes)
  await scene.requester.settle(settlement)
}

/** Asks the fifteen; resolves once their committee is known. */
async function ask({ scene, task, terms }: Decided): Promise<TaskId> {
  const { requester, nextNonce, fixture } = scene
  const nonce = nextNonce()
  const { appeal } = await requester.appeal({ task, terms, fee, nonce })
  await fixture.mine({ seconds: 1 })
  return appeal
}

async function balancesOf({ requester, nodes }: Scene): Promise<bigint[]> {
  const seats = await Promise.all(
    nodes.map((_, seat) => requester.getSeat(seat)),
  )
  return seats.map((seat) => seat?.balance ?? 0n)
}

/** Overturns a decision, and compares where the money went with the mirror. */
async function expectOverturn(scene: Scene, task: TaskId): Promise<void> {
  const { requester } = scene
  const members = await scene.committee(task)
  const winners = [members[0]?.seat ?? -1, members[2]?.seat ?? -1]
  const wronged = members[1]?.seat ?? -1
  const before = await balancesOf(scene)
  const price = hardSlash({ ...conformanceParameters, balance: bond })
  const money = overturn({
    balances: winners.map((seat) => before[seat] ?? 0n),
    bond,
    wronged: 1,
    hardSlash: price,
    appealFee: fee,
  })
  const { blockNumber } = await requester.overturn(task)
  const expected = [...before]
  for (const [index, seat] of winners.entries()) {
    expected[seat] = (before[seat] ?? 0n) - (money.slashed[index] ?? 0n)
  }
  expected[wronged] = (before[wronged] ?? 0n) + price
  expectEqual('the balances', await balancesOf(scene), expected)
  const credit = await requester.getCredit(requester.account)
  expectEqual('the reward', credit, money.reward)
  const events = await requester.getEvents({ fromBlock: blockNumber, task })
  expectEqual(
    'the events',
    events.map(({ type }) => type),
    ['seat-slashed', 'seat-slashed', 'seat-repaid', 'task-overturned'],
  )
  const end = events.find((event) => event.type === 'task-overturned')
  const slashed = money.slashed.reduce((sum, amount) => sum + amount, 0n)
  expectEqual('the output', end?.output, cidFromDigest(right))
  expectEqual('taken', end?.slashed, slashed)
  expectEqual('repaid', end?.repaid, price)
  expectEqual('rewarded', end?.reward, money.reward)
}

/** Appeals: who may, when, and where the money goes. */
export const appealingPromises: ChainPromises = {
  'an appeal that decides otherwise overturns, once': async (fixture) => {
    const decided = await openDecided(fixture)
    const { scene, task } = decided
    const { requester } = scene
    const nobody = requester.overturn(task)
    await expectError('before an appeal', nobody, 'not-appealed')
    const appeal = await ask(decided)
    const open = requester.overturn(task)
    await expectError('before its decision', open, 'task-not-decided')
    await settle(scene, appeal, Array(everybody).fill(right))
    expectEqual('the result', await requester.getResult(task), {
      state: 'decided',
      output: cidFromDigest(wrong),
      appeal,
      overturned: true,
    })

    await expectOverturn(scene, task)
    const shown = {
      task,
      member: 0,
      output: right,
      seal: digest(9),
      r: digest(1),
      vs: digest(2),
    }
    const truth = requester.punish(shown)
    await expectError('for the truth', truth, 'no-contradiction')
    const again = requester.overturn(task)
    await expectError('again', again, 'already-overturned')
  },

  'an appeal that finds the same upholds the decision': async (fixture) => {
    const decided = await openDecided(fixture)
    const { scene, task } = decided
    const appeal = await ask(decided)
    await settle(scene, appeal, Array(everybody).fill(wrong))
    const { overturned } = await scene.requester.getResult(task)
    expectEqual('overturned', overturned, false)
    const overturning = scene.requester.overturn(task)
    await expectError('overturning', overturning, 'appeal-upheld')
  },

  'an appeal that may not be is refused by name': async (fixture) => {
    const decided = await openDecided(fixture)
    const { scene, task, terms } = decided
    const { requester, nextNonce } = scene
    const good = { task, terms, fee, nonce: nextNonce() }
    const refuse = (code: string, change: Partial<typeof good>) =>
      expectError(code, requester.appeal({ ...good, ...change }), code)
    await refuse('task-unknown', { task: digest(9) })
    const other = { ...terms, nonce: terms.nonce + 1n }
    await refuse('wrong-terms', { terms: other })
    await refuse('fee-too-low', { fee: 1n })
    const { appeal, blockNumber } = await requester.appeal(good)
    const events = await requester.getEvents({ fromBlock: blockNumber, task })
    const told = events.find((event) => event.type === 'task-appealed')
    expectEqual('the event', told?.appeal, appeal)
    await refuse('already-appealed', { nonce: nextNonce() })
    await refuse('task-not-decided', { task: appeal })
    await fixture.mine({ seconds: 1 })
    await settle(scene, appeal, Array(everybody).fill(right))
    const { nonce } = good
    await refuse('appeal-is-final', {
      task: appeal,
      terms: { ...terms, requester: requester.account, nonce },
    })
    await fixture.mine({ seconds: unbondingPeriod })
    const late = requester.overturn(task)
    await expectError('too late', late, 'overturn-closed')
  },

  'a decision cannot be appealed for ever': async (fixture) => {
    const { scene, task, terms } = await openDecided(fixture)
    const { requester, nextNonce } = scene
    await requester.draw(task)
    const life = commitWindow + revealWindow + proofWindow
    await fixture.mine({ seconds: life + appealWindow })
    const nonce = nextNonce()
    const late = requester.appeal({ task, terms, fee, nonce })
    await expectError('too late', late, 'appeal-closed')
  },
}
