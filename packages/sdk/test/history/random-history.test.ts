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

const STEPS = 100
/** Everything is compared after so many steps; what they say and tell, after each. */
const LOOKS_EVERY = 4
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

/** Makes a step on both, and expects them to say and tell the same. */
async function take(
  twins: TwinChains,
  history: History,
  step: Step,
): Promise<void> {
  const { real, memory } = twins
  const { number } = await memory.getHead()
  const outcome = await twins.call(step.account, step.work)
  expect(said(outcome.memory), step.name).toEqual(said(outcome.real))
  const fromBlock = number + 1n
  const told = await eventsOf(real, fromBlock)
  expect(await eventsOf(memory, fromBlock), step.name).toEqual(told)
  for (const event of await memory.getEvents({ fromBlock }))
    if (event.type === 'task-added') history.tasks.push(event.task)
}

/** All records and all balances, of everything that is still of interest. */
async function expectAlike(
  { real, memory }: TwinChains,
  history: History,
): Promise<void> {
  const subjects = { lists, accounts, tasks: history.tasks.slice(-6) }
  const [there, here] = [
    await stateOf(real, subjects),
    await stateOf(memory, subjects),
  ]
  expect(here).toEqual(there)
}

/** Seven seats in the first list, an epoch old. */
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
  await expectAlike(twins, history)
}

test.each([3, 4])(
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
    for (let count = 0; count < STEPS; ) {
      if (random.below(12) === 0)
        await twins.pass(random.pick([5, 60, 300, 600]))
      const step = await random.pick(choices)(history)
      if (!step) continue
      await take(twins, history, step)
      count += 1
      if (count % LOOKS_EVERY === 0) await expectAlike(twins, history)
    }
    const events = await chain.getEvents({ fromBlock: 0n })
    const decisions = events.filter(({ type }) => type === 'task-decided')
    // A history in which nothing is decided would prove little.
    expect(decisions.length).toBeGreaterThan(2)
  },
  600_000,
)
