import { type Address, AichainError } from '@aichain/base'
import type { ListTerms } from '../../src/core/task/list.js'
import type { TaskId } from '../../src/core/task/task.js'
import type { Chain } from '../../src/ports/chain.js'
import type { Outcome } from './twin-chains.js'

/** What a history is about. */
export type Subjects = {
  readonly lists: readonly ListTerms[]
  readonly accounts: readonly Address[]
  readonly tasks: readonly TaskId[]
}

/** Everything that a chain says of these, in one value that can be compared. */
export async function stateOf(
  chain: Chain,
  { lists, accounts, tasks }: Subjects,
): Promise<unknown> {
  const { consensus } = chain.deployment
  const seats = await chain.getSeatCount()
  return plain(
    await together({
      held: chain.getBalance(consensus),
      latestRound: chain.getLatestRound(),
      seats: Promise.all(
        Array.from({ length: seats }, (_, seat) => chain.getSeat(seat)),
      ),
      lists: Promise.all(lists.map((list) => listOf(chain, list))),
      accounts: Promise.all(
        accounts.map((each) => accountOf(chain, each, accounts[0] as Address)),
      ),
      tasks: Promise.all(tasks.map((task) => taskOf(chain, task))),
    }),
  )
}

function listOf(chain: Chain, list: ListTerms) {
  return together({
    record: chain.getList(list),
    now: chain.getPlaces(list),
    next: chain.getPlaces(list, { next: true }),
  })
}

async function accountOf(chain: Chain, key: Address, payer: Address) {
  const seat = await chain.getSeatOf(key)
  return together({
    seat: Promise.resolve(seat?.seat),
    credit: chain.getCredit(key),
    allowance: chain.getAllowance({ payer, key }),
  })
}

function taskOf(chain: Chain, task: TaskId) {
  return together({
    record: chain.getTask(task),
    terms: chain.getTerms(task),
    committee: chain.getCommittee(task).catch((error) => said({ error })),
    verdict: chain.getVerdict(task),
    appeal: chain.getAppeal(task),
    held: chain.getHeld(task),
  })
}

/** What happened since a block, in order. */
export async function eventsOf(chain: Chain, fromBlock: bigint) {
  const events = await chain.getEvents({ fromBlock })
  return plain(events.map(({ transactionHash, logIndex, ...event }) => event))
}

/** What came of a call, without what depends on the machinery: gas and hashes. */
export function said(outcome: Outcome): unknown {
  if ('value' in outcome) return plain(withoutGas(outcome.value))
  const { error } = outcome
  if (!AichainError.isInstance(error)) throw error
  return plain({ code: error.code, facts: error.facts })
}

function withoutGas(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { transactionHash, gasUsed, gasCost, ...rest } = value as Record<
    string,
    unknown
  >
  return rest
}

/** Hexadecimal in lower case, as addresses differ in it. */
function plain(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replaceAll(/0x[0-9a-fA-F]+/g, lower)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, plain(each)]),
  )
}

const lower = (text: string) => text.toLowerCase()

async function together<T extends Record<string, Promise<unknown>>>(
  parts: T,
): Promise<Record<string, unknown>> {
  const names = Object.keys(parts)
  const values = await Promise.all(Object.values(parts))
  return Object.fromEntries(names.map((name, index) => [name, values[index]]))
}
