import { roundAt, roundOf } from '../../src/core/task/lifecycle.js'
import type { ListTerms } from '../../src/core/task/list.js'
import { listId } from '../../src/core/task/list-id.js'
import type { SignedOrder } from '../../src/core/task/signed-order.js'
import type { Order } from '../../src/core/task/task.js'
import { documentCid } from '../../src/testing/chain-fixture.js'
import { accountAt, signatures } from '../viem-fixture.js'
import { ACCOUNTS, type Choice, type History, mostly } from './actors.js'

/** An order that mostly can be taken. */
export function anyOrder(history: History): Order {
  const { random, parameters } = history
  const { prices, hardSlash, unit } = parameters
  history.nonces += 1n
  const committeeSize = random.pick([3, 3, 3, 4, 5])
  const seed = random.pick(['block', 'block', 'beacon'] as const)
  const isDear = random.below(4) === 0
  return {
    ...anyList(history),
    prompt: documentCid(2),
    committeeSize,
    share: isDear ? hardSlash : random.pick(prices),
    roundTip: seed === 'beacon' ? BigInt(random.below(3)) * unit : 0n,
    minimumPlaces: random.pick([0, 0, 3, 3, 6]),
    seed,
    nonce: history.nonces,
  }
}

/** Mostly the one that the first seats serve. */
function anyList({ random, lists }: History) {
  const [first] = lists as [ListTerms]
  return random.below(6) === 0 ? random.pick(lists) : first
}

const addTask: Choice = async (history) => {
  const order = anyOrder(history)
  return {
    name: 'addTask',
    account: mostly(history, 0),
    work: (chain) => chain.addTask(order),
  }
}

const addTasks: Choice = async (history) => {
  const orders = [anyOrder(history), anyOrder(history)]
  return {
    name: 'addTasks',
    account: 0,
    work: (chain) => chain.addTasks(orders),
  }
}

const deposit: Choice = async (history) => {
  const { random, parameters } = history
  const amount = random.pick([parameters.bond, parameters.unit, 0n])
  const account = accountAt(mostly(history, 0)).address
  return {
    name: 'deposit',
    account: random.below(ACCOUNTS),
    work: (chain) => chain.deposit({ account, amount }),
  }
}

const withdraw: Choice = async ({ random }) => ({
  name: 'withdraw',
  account: random.below(ACCOUNTS),
  work: (chain) => chain.withdraw(),
})

const authorize: Choice = async (history) => {
  const { random, chain, parameters } = history
  const { timestamp } = await chain.getHead()
  const key = accountAt(11).address
  const list = random.pick([undefined, ...history.lists.map(listId)])
  const amount = random.pick([parameters.bond, parameters.minimumShare, 0n])
  const until = timestamp + random.pick([60, 6000])
  return {
    name: 'authorize',
    account: 0,
    work: (each) =>
      each.authorize({ key, amount, until, ...(list && { list }) }),
  }
}

const submitOrders: Choice = async (history) => {
  const { random } = history
  const orders: SignedOrder[] = []
  for (let count = 1 + random.below(3); count > 0; count -= 1)
    orders.push(await signedOrder(history))
  return {
    name: 'submitOrders',
    account: random.pick([0, 12]),
    work: (chain) => chain.submitOrders(orders),
  }
}

async function signedOrder(history: History): Promise<SignedOrder> {
  const { random, chain, parameters } = history
  const { timestamp } = await chain.getHead()
  const order = {
    order: anyOrder(history),
    payer: accountAt(0).address,
    submitter: random.pick([undefined, undefined, accountAt(12).address]),
    tip: BigInt(random.below(5)) * parameters.unit,
    deadline: timestamp + random.pick([3000, 3000, -60]),
  }
  const { unit } = parameters
  const signer = random.pick([0, 0, 11, 12])
  const signature = await signatures.signOrder(signer, {
    ...chain.deployment,
    ...{ unit, order },
  })
  const isUnsigned = random.below(8) === 0
  return isUnsigned ? order : { ...order, signature }
}

/** The round that some task waits for, or the newest one. */
const postRound: Choice = async ({ random, chain, parameters, tasks }) => {
  const { timestamp } = await chain.getHead()
  const newest = roundAt(timestamp, parameters.beacon) - 1
  const waiting: number[] = []
  for (const id of tasks.slice(-8)) {
    const task = await chain.getTask(id)
    const round = task && roundOf(task, parameters)
    if (round !== undefined && !(await chain.getRound(round)))
      waiting.push(round)
  }
  const round =
    random.below(5) === 0 ? newest : random.pick([...waiting, newest])
  const signature = signatures.signRound(round)
  return {
    name: 'postRound',
    account: random.below(ACCOUNTS),
    work: (each) => each.postRound({ round, signature }),
  }
}

/** What is asked and paid, and how often of a hundred. */
export const moneyChoices: readonly (readonly [number, Choice])[] = [
  [5, addTask],
  [1, addTasks],
  [2, deposit],
  [2, withdraw],
  [2, authorize],
  [2, submitOrders],
  [5, postRound],
]
