import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../../base/test/seeded-random.js'
import { type Anvil, startAnvil } from '../anvil.js'
import { accountAt } from '../viem-fixture.js'
import {
  ACCOUNTS,
  type Choice,
  type History,
  lists,
  type Step,
  signingOn,
} from './actors.js'
import { moneyChoices } from './choose-money-step.js'
import { seatChoices } from './choose-seat-step.js'
import { voteChoices } from './choose-vote-step.js'
import { eventsOf, said, stateOf } from './state-of.js'
import { openTwinChains, type TwinChains } from './twin-chains.js'

const STEPS = 120
const accounts = Array.from(
  { length: ACCOUNTS },
  (_, index) => accountAt(index).address,
)
const choices: readonly Choice[] = [
  ...seatChoices,
  ...moneyChoices,
  ...voteChoices,
].flatMap(([times, choice]) => Array<Choice>(times).fill(choice))

let anvil: Anvil

beforeAll(async () => {
  anvil = await startAnvil()
})

afterAll(() => anvil?.stop())

/** Makes a step on both, and expects them to tell the same of everything. */
async function take(
  twins: TwinChains,
  history: History,
  step: Step,
): Promise<void> {
  const { number } = await twins.memory.getHead()
  const outcome = await twins.call(step.account, step.work)
  expect(said(outcome.memory), step.name).toEqual(said(outcome.real))
  await expectAlike(twins, history, number + 1n, step.name)
}

async function expectAlike(
  { real, memory }: TwinChains,
  history: History,
  fromBlock: bigint,
  name: string,
): Promise<void> {
  const told = await eventsOf(real, fromBlock)
  expect(await eventsOf(memory, fromBlock), name).toEqual(told)
  for (const event of await memory.getEvents({ fromBlock }))
    if (event.type === 'task-added') history.tasks.push(event.task)
  const subjects = { lists, accounts, tasks: history.tasks.slice(-5) }
  const [there, here] = [
    await stateOf(real, subjects),
    await stateOf(memory, subjects),
  ]
  expect(here, name).toEqual(there)
}

/** Six seats in the first list, an epoch old. */
async function open(twins: TwinChains, history: History): Promise<void> {
  const { bond, epoch } = twins.parameters
  const amount = 3n * bond
  const { timestamp } = await twins.memory.getHead()
  await twins.pass(epoch - (timestamp % epoch))
  for (let account = 1; account <= 7; account += 1) {
    const owner = accountAt(account).address
    await take(twins, history, {
      name: 'join',
      account,
      work: (chain) => chain.join({ owner, amount }),
    })
    const [list] = lists as [(typeof lists)[number]]
    await take(twins, history, {
      name: 'offer',
      account,
      work: (chain) => chain.offer({ seat: account - 1, list, class: 0 }),
    })
  }
  await twins.pass(epoch)
}

test.each([1, 2])(
  'memory is what the contracts are, in history %i',
  async (seed) => {
    const twins = await openTwinChains(anvil, ACCOUNTS)
    const random = seededRandom(seed)
    const { parameters, memory: chain } = twins
    const history: History = {
      ...{ random, parameters, chain, lists },
      ...{ tasks: [], sealed: new Map(), nonces: 0n },
      signing: signingOn(chain),
    }
    await open(twins, history)
    const taken = new Map<string, number>()
    for (let count = 0; count < STEPS; ) {
      if (random.below(12) === 0)
        await twins.pass(random.pick([5, 60, 300, 600]))
      const step = await random.pick(choices)(history)
      if (!step) continue
      await take(twins, history, step)
      taken.set(step.name, (taken.get(step.name) ?? 0) + 1)
      count += 1
    }
    // A history in which nothing is decided would prove little.
    expect(taken.size).toBeGreaterThan(15)
  },
  300_000,
)
