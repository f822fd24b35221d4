import { cidFromDigest } from '@aichain/base'
import { expectEqual, expectError } from '@aichain/base/testing'
import { appealDeposit } from '../core/money/fees.js'
import { lieCost } from '../core/money/slash.js'
import { appealSize } from '../core/risk/appeal-size.js'
import { overturnOutcome } from '../core/settlement/overturn-outcome.js'
import { appealableUntil } from '../core/task/finality.js'
import { phasesOf } from '../core/task/lifecycle.js'
import type { TaskId } from '../core/task/task.js'
import { UNAVAILABLE } from '../core/vote/unavailable.js'
import type { DecidedTask } from '../ports/chain.js'
import {
  type ChainFixture,
  conformanceParameters,
  digest,
  type Vote,
} from './chain-fixture.js'
import type { ChainPromises } from './chain-promises.js'
import { openScene, type Scene } from './chain-scene.js'
import { eventBodies } from './event-bodies.js'
import { contradictionOf, settle } from './settlement-scene.js'

const { bond, minimumShare, unit, outage } = conformanceParameters
const share = minimumShare + 7n * unit
const [right, wrong] = [digest(7), digest(8)]

/** A decision that two of three bought, against one who was right. */
const bought: readonly Vote[] = [wrong, right, wrong]

type Decided = {
  readonly scene: Scene
  readonly task: TaskId
  readonly decided: DecidedTask
}

/** Seats, and a task of three that they decided wrongly. */
async function openDecided(fixture: ChainFixture, seats = 8): Promise<Decided> {
  const scene = await openScene(fixture, seats)
  const task = await scene.post({ committeeSize: 3, share })
  await settle(scene, task, bought)
  return { scene, task, decided: await scene.decided(task) }
}

/** What an appeal of a scene's task says, with changes. */
async function argumentsOf(
  { scene, task, decided }: Decided,
  change: { readonly share?: bigint; readonly roundTip?: bigint } = {},
) {
  const { prices } = scene.parameters
  const terms = await scene.terms(task)
  const { committee } = decided
  const { nonce } = scene.order()
  const [, , , dearest] = prices
  return { terms, committee, share: dearest, roundTip: 0n, nonce, ...change }
}

/** Asks the whole list; resolves once its committee is known. */
async function ask(decided: Decided): Promise<TaskId> {
  const { scene } = decided
  const { appeal } = await scene.requester.appeal(await argumentsOf(decided))
  await scene.postRound(appeal)
  return appeal
}

/** Asks, and lets all members of the appeal give the same. */
async function answer(decided: Decided, vote: Vote): Promise<TaskId> {
  const appeal = await ask(decided)
  const { committeeSize } = await decided.scene.task(appeal)
  const votes = Array<Vote>(committeeSize).fill(vote)
  await settle(decided.scene, appeal, votes)
  return appeal
}

/** Overturns a decision, and compares where the money went with the mirror. */
async function expectOverturn(
  { scene, task, decided }: Decided,
  appeal: TaskId,
): Promise<void> {
  const { requester, parameters } = scene
  const members = await scene.committee(task)
  const seatOf = (member: number) => members[member]?.seat ?? -1
  const before = await scene.balances()
  const owed = await requester.getCredit(requester.account)
  const asked = await scene.task(appeal)
  const held = await requester.getHeld(task)
  const outcome = overturnOutcome(
    {
      balances: [0, 2].map((member) => before[seatOf(member)] ?? 0n),
      ...{ held, wronged: [lieCost({ share, appealable: true }, parameters)] },
      appealFee: BigInt(asked.committeeSize) * asked.share,
    },
    parameters,
  )
  const { blockNumber } = await requester.conclude(decided)
  const changes = new Map([
    [seatOf(0), -(outcome.penalties[0] ?? 0n)],
    [seatOf(2), -(outcome.penalties[1] ?? 0n)],
    [seatOf(1), outcome.repaid[0] ?? 0n],
  ])
  expectEqual(
    'the balances',
    await scene.balances(),
    before.map((balance, seat) => balance + (changes.get(seat) ?? 0n)),
  )
  const deposit = appealDeposit(2, parameters)
  const credit = await requester.getCredit(requester.account)
  expectEqual('the reward', credit - owed, deposit + outcome.reward)
  expectEqual('held', await requester.getHeld(task), 0n)
  const told = await eventBodies(requester, { fromBlock: blockNumber })
  const slashed = (index: number, member: number) => ({
    ...{ type: 'seat-slashed', task, seat: seatOf(member), held: true },
    amount: outcome.penalties[index],
  })
  const [repaid = 0n] = outcome.repaid
  const taken = outcome.penalties.reduce((sum, amount) => sum + amount, held)
  const { reward } = outcome
  expectEqual(
    'told',
    told.filter((event) => 'task' in event),
    [
      ...[slashed(0, 0), slashed(1, 2)],
      { type: 'seat-repaid', task, seat: seatOf(1), amount: repaid },
      {
        ...{ type: 'task-overturned', task, appeal, deposit },
        ...{ output: cidFromDigest(right), slashed: taken, repaid, reward },
      },
    ],
  )
}

/** Appeals: who may, when, and where the money goes. */
export const appealingPromises: ChainPromises = {
  'an appeal asks the whole list, at the highest price, for a deposit': async (
    fixture,
  ) => {
    const decided = await openDecided(fixture)
    const { scene, task } = decided
    const { requester, parameters } = scene
    const terms = await scene.terms(task)
    const size = appealSize({ places: 8, committeeSize: 3 }).committeeSize
    const deposit = appealDeposit(2, parameters)
    const cost = { deposit, committeeSize: size }
    expectEqual('what it costs', await requester.getAppealTerms(terms), cost)
    const asking = await argumentsOf(decided, { roundTip: 2n * unit })
    const before = await requester.getBalance(requester.account)
    const { appeal, blockNumber, gasCost } = await requester.appeal(asking)
    const paid = before - (await requester.getBalance(requester.account))
    const fee = BigInt(size) * asking.share + asking.roundTip
    expectEqual('paid', paid - gasCost, fee + deposit)
    const { addedAt, addedIn, ...record } = await scene.task(appeal)
    expectEqual('the task', record, {
      ...{ id: appeal, state: 'open', seed: 'beacon', committeeSize: size },
      ...{ share: asking.share, roundTip: asking.roundTip, isAppeal: true },
      requester: requester.account,
      ...{ committed: 0, revealed: 0, winners: 0, punished: 0 },
      ...{ convened: false, closed: false, unavailable: false },
      appealable: false,
    })
    expectEqual('the appeal', await requester.getAppeal(task), {
      ...{ task: appeal, appellant: requester.account, deposit },
      ...{ attempts: 1, concluded: false, overturned: false },
    })
    const told = await eventBodies(requester, { fromBlock: blockNumber })
    const appealed = { task, appeal, appellant: requester.account, deposit }
    expectEqual('told', told.at(-1), { type: 'task-appealed', ...appealed })
    expectEqual('the order', (await scene.terms(appeal)).order, {
      ...terms.order,
      ...{ committeeSize: size, share: asking.share, nonce: asking.nonce },
      ...{ roundTip: asking.roundTip, seed: 'beacon', minimumPlaces: 0 },
    })
  },

  'a list of four committees answers without the first one': async (
    fixture,
  ) => {
    const decided = await openDecided(fixture, 12)
    const { scene, task } = decided
    const appeal = await ask(decided)
    const first = (await scene.committee(task)).map(({ seat }) => seat)
    const second = (await scene.committee(appeal)).map(({ seat }) => seat)
    expectEqual('all others', second.length, 9)
    const both = second.filter((seat) => first.includes(seat))
    expectEqual('asked twice', both, [])
  },

  'an appeal that decides otherwise overturns, once': async (fixture) => {
    const decided = await openDecided(fixture)
    const { scene, task } = decided
    const { requester } = scene
    const nobody = requester.conclude(decided.decided)
    await expectError('before an appeal', nobody, 'not-appealed')
    const appeal = await ask(decided)
    const open = requester.conclude(decided.decided)
    await expectError('before its decision', open, 'task-not-decided')
    const { committeeSize } = await scene.task(appeal)
    await settle(scene, appeal, Array<Vote>(committeeSize).fill(right))
    const verdict = await requester.getVerdict(task)
    expectEqual('overturned', verdict?.overturned, true)
    expectEqual('never rewritten', verdict?.output, cidFromDigest(wrong))
    expectEqual('never final', verdict?.isFinal, false)
    const { committee } = decided.decided
    const other = requester.conclude({ task, committee: committee ^ 1n })
    await expectError('another committee', other, 'wrong-committee')
    const unfinished = requester.release(task)
    await expectError('what it holds', unfinished, 'not-final')

    await expectOverturn(decided, appeal)
    const known = await requester.getAppeal(task)
    expectEqual('concluded', known?.concluded, true)
    expectEqual('and overturned', known?.overturned, true)
    const again = requester.conclude(decided.decided)
    await expectError('again', again, 'already-concluded')
    // The answer of an appeal is final.
    expectEqual('its own', (await requester.getVerdict(appeal))?.isFinal, true)
  },

  'what an appeal found right is no lie': async (fixture) => {
    const decided = await openDecided(fixture)
    const { scene, task } = decided
    await answer(decided, right)
    const said = { task, member: 0, output: right, seal: digest(9) }
    const truth = scene.requester.punish(await contradictionOf(scene, said))
    await expectError('for the truth', truth, 'no-contradiction')
  },

  'an appeal that finds the same upholds the decision, and costs its deposit':
    async (fixture) => {
      const decided = await openDecided(fixture)
      const { scene, task } = decided
      const { requester, parameters } = scene
      const before = await requester.getVerdict(task)
      expectEqual('not yet', before?.isFinal, false)
      const appeal = await answer(decided, wrong)
      const verdict = await requester.getVerdict(task)
      expectEqual('overturned', verdict?.overturned, false)
      expectEqual('final', verdict?.isFinal, true)
      const owed = await requester.getCredit(requester.account)
      const { blockNumber } = await requester.conclude(decided.decided)
      const credit = await requester.getCredit(requester.account)
      expectEqual('nothing goes back', credit, owed)
      const lost = appealDeposit(2, parameters)
      const told = await eventBodies(requester, { fromBlock: blockNumber })
      const ended = { task, appeal, upheld: true, lost }
      expectEqual('told', told, [{ type: 'appeal-ended', ...ended }])
      const again = requester.conclude(decided.decided)
      await expectError('again', again, 'already-concluded')
    },

  'an appeal that ends undecided costs nothing, and can be repeated': async (
    fixture,
  ) => {
    const decided = await openDecided(fixture)
    const { scene, task } = decided
    const { requester, parameters } = scene
    const until = (await requester.getVerdict(task))?.appealableUntil
    const appeal = await ask(decided)
    const { revealEnd } = phasesOf(await scene.task(appeal), parameters)
    await scene.reach(revealEnd)
    await requester.finalize(appeal)
    const owed = await requester.getCredit(requester.account)
    const { blockNumber } = await requester.conclude(decided.decided)
    const deposit = appealDeposit(2, parameters)
    const credit = await requester.getCredit(requester.account)
    expectEqual('the deposit', credit - owed, deposit)
    const told = await eventBodies(requester, { fromBlock: blockNumber })
    const ended = { task, appeal, upheld: false, lost: 0n }
    expectEqual('told', told, [{ type: 'appeal-ended', ...ended }])
    const verdict = await requester.getVerdict(task)
    const first = await scene.task(task)
    const longer = appealableUntil(first, 1, parameters)
    expectEqual('a longer window', verdict?.appealableUntil, longer)
    expectEqual('than before', (until ?? 0) < longer, true)
    const second = await answer(decided, right)
    const known = await requester.getAppeal(task)
    expectEqual('the second', known?.task, second)
    expectEqual('attempts', known?.attempts, 2)
    await expectOverturn(decided, second)
  },

  'an appeal that cannot get the prompt costs its deposit': async (fixture) => {
    const decided = await openDecided(fixture)
    const { scene, task } = decided
    const { requester, parameters } = scene
    const appeal = await answer(decided, UNAVAILABLE)
    expectEqual('it says so', (await scene.task(appeal)).unavailable, true)
    const owed = await requester.getCredit(requester.account)
    const { blockNumber } = await requester.conclude(decided.decided)
    const credit = await requester.getCredit(requester.account)
    expectEqual('nothing goes back', credit, owed)
    const lost = appealDeposit(2, parameters)
    const told = await eventBodies(requester, { fromBlock: blockNumber })
    const ended = { task, appeal, upheld: false, lost }
    expectEqual('told', told, [{ type: 'appeal-ended', ...ended }])
    const verdict = await requester.getVerdict(task)
    expectEqual('not final', verdict?.isFinal, false)
    expectEqual('others can ask', verdict?.isVoid, false)
    await scene.reach((verdict?.appealableUntil ?? 0) + outage)
    const later = await requester.getVerdict(task)
    expectEqual('never final', later?.isFinal, false)
    expectEqual('nobody can ask any more', later?.isVoid, true)
  },

  'an appeal is answered in the court, too': async (fixture) => {
    const decided = await openDecided(fixture)
    const { scene } = decided
    const appeal = await ask(decided)
    const { committeeSize } = await scene.task(appeal)
    const votes = Array<Vote>(committeeSize).fill(right)
    await scene.commit(appeal, votes)
    await scene.reveal(appeal, votes)
    await expectOverturn(decided, appeal)
  },

  'an appeal that may not be is refused by name': async (fixture) => {
    const decided = await openDecided(fixture)
    const { scene, task } = decided
    const { requester, parameters } = scene
    const good = await argumentsOf(decided)
    const refuse = (code: string, change: Partial<typeof good>) =>
      expectError(code, requester.appeal({ ...good, ...change }), code)
    const { terms } = good
    const order = { ...terms.order, nonce: 99n }
    await refuse('task-unknown', { terms: { ...terms, order } })
    await refuse('wrong-committee', { committee: good.committee ^ 1n })
    await refuse('share-too-low', { share: parameters.prices[3] - unit })
    await refuse('share-too-high', { share: parameters.hardSlash + unit })
    const open = await scene.post({ committeeSize: 3 })
    const code = 'task-not-decided'
    await refuse(code, { terms: await scene.terms(open) })
    const early = requester.getAppealTerms(await scene.terms(open))
    await expectError('terms of an open one', early, code)
    const { appeal } = await requester.appeal(good)
    const { nonce } = scene.order()
    await refuse('already-appealed', { nonce })
    await scene.postRound(appeal)
    const { committeeSize } = await scene.task(appeal)
    await settle(scene, appeal, Array<Vote>(committeeSize).fill(right))
    const { committee } = await scene.decided(appeal)
    const asking = { terms: await scene.terms(appeal), committee, nonce }
    await refuse('appeal-is-final', asking)
    await refuse('already-appealed', { nonce })
    expectEqual('still known', (await scene.task(task)).state, 'decided')
  },

  'a list of less than two committees cannot be appealed to': async (
    fixture,
  ) => {
    const decided = await openDecided(fixture, 5)
    const { scene, task } = decided
    const verdict = await scene.requester.getVerdict(task)
    expectEqual('appealable', verdict?.appealable, false)
    expectEqual('until', verdict?.appealableUntil, undefined)
    expectEqual('final at once', verdict?.isFinal, true)
    const asking = scene.requester.appeal(await argumentsOf(decided))
    await expectError('appealing', asking, 'not-appealable')
  },

  'a decision is final once its window is over and the beacon was heard':
    async (fixture) => {
      const decided = await openDecided(fixture)
      const { scene, task } = decided
      const { requester, parameters } = scene
      const until = appealableUntil(await scene.task(task), 0, parameters)
      const known = await requester.getVerdict(task)
      expectEqual('until', known?.appealableUntil, until)
      await scene.reach(until)
      const silent = await requester.getVerdict(task)
      expectEqual('nobody could have asked', silent?.isFinal, false)
      const early = requester.release(task)
      await expectError('what it holds', early, 'not-final')
      await scene.postNewestRound()
      const final = await requester.getVerdict(task)
      expectEqual('final', final?.isFinal, true)
      const late = requester.appeal(await argumentsOf(decided))
      await expectError('too late', late, 'appeal-closed')
      const amount = lieCost({ share, appealable: true }, parameters)
      expectEqual('held', await requester.getHeld(task), amount)
      const { blockNumber } = await requester.release(task)
      const told = await eventBodies(requester, { fromBlock: blockNumber })
      expectEqual('told', told, [{ type: 'stake-released', task, amount }])
      expectEqual('released', await requester.getHeld(task), 0n)
      const again = requester.release(task)
      await expectError('again', again, 'nothing-to-release')
    },

  'a window waits for a silent beacon, and not for ever': async (fixture) => {
    const decided = await openDecided(fixture)
    const { scene, task } = decided
    const { requester, parameters } = scene
    const until = appealableUntil(await scene.task(task), 0, parameters)
    await scene.reach(until + outage - 60)
    const open = await requester.getVerdict(task)
    expectEqual('still open', open?.isFinal, false)
    await scene.reach(until + outage)
    const final = await requester.getVerdict(task)
    expectEqual('final', final?.isFinal, true)
    expectEqual('stakes', bond > 0n, true)
  },

  'an appeal takes its block while the beacon is known to be silent': async (
    fixture,
  ) => {
    const decided = await openDecided(fixture)
    const { scene } = decided
    const { requester } = scene
    const { appeal } = await requester.appeal(await argumentsOf(decided))
    const { addedAt } = await scene.task(appeal)
    const { revealEnd } = phasesOf(await scene.task(appeal), scene.parameters)
    await scene.reach(Math.max(revealEnd, addedAt + outage))
    await requester.finalize(appeal)
    const asking = await argumentsOf(decided, { roundTip: 2n * unit })
    const { appeal: second } = await requester.appeal(asking)
    const record = await scene.task(second)
    expectEqual('its seed', record.seed, 'block')
    expectEqual('no tip', record.roundTip, 0n)
  },
}
