import { describe, expect, test } from 'vitest'
import { faultyChain } from '../../../test/faulty-chain.js'
import {
  type MemoryNetwork,
  networkParameters,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import { clientOf, fee, requestOf } from '../../../test/task-listener.js'
import { keptOf } from '../../core/money/slash.js'
import {
  ChainUnreachableError,
  TransactionRejectedError,
  TransactionRevertedError,
} from '../../errors/chain.js'
import { digest } from '../../testing/chain-fixture.js'
import { describeSpending, type Spending } from './describe-spending.js'
import type { TaskUpdate } from './update.js'

const seconds = (count: number) => count * 1000
const hash = `0x${'77'.repeat(32)}` as const

/** Asks, lets things happen, and gathers what was told and thrown. */
async function tell(
  network: MemoryNetwork,
  options: {
    readonly chain?: MemoryNetwork['requester']
    readonly timeout?: number
    readonly signal?: AbortSignal
    readonly on?: (update: TaskUpdate) => unknown
  } = {},
): Promise<readonly unknown[]> {
  const { chain = network.requester, on, ...call } = options
  const told: unknown[] = []
  const asking = clientOf(network, { chain })
    .ask(requestOf(network), {
      ...call,
      onProgress: (update) => {
        told.push(update)
        void on?.(update)
      },
    })
    .catch((error) => told.push(error))
  for (let count = 0; count < 5; count += 1) {
    await network.clock.advance(seconds(30))
  }
  await asking
  return told
}

type Story = (network: MemoryNetwork) => Promise<readonly unknown[]>

const through = (
  network: MemoryNetwork,
  fate: Parameters<typeof faultyChain>[1],
) => tell(network, { chain: faultyChain(network, fate).chain })

const stories: [string, Spending['state'], Story][] = [
  [
    'a request that cannot be',
    'nothing',
    async (network) => {
      network.chain.setBalance(network.requester.account, 1n)
      return tell(network)
    },
  ],
  [
    'a user who declines',
    'nothing',
    (network) =>
      through(network, async ({ tell }) => {
        tell({ type: 'awaiting-signature' })
        throw new TransactionRejectedError()
      }),
  ],
  [
    'a wallet that lost its answer',
    'unknown',
    (network) =>
      through(network, async ({ tell }) => {
        tell({ type: 'awaiting-signature' })
        throw new ChainUnreachableError()
      }),
  ],
  [
    'a transaction of which nobody heard again',
    'sent',
    (network) =>
      through(network, async ({ tell }) => {
        tell({ type: 'awaiting-signature' })
        tell({ type: 'transaction-sent', transactionHash: hash })
        throw new ChainUnreachableError()
      }),
  ],
  [
    'a transaction that reverted',
    'gas',
    (network) =>
      through(network, async ({ tell }) => {
        tell({ type: 'awaiting-signature' })
        tell({ type: 'transaction-sent', transactionHash: hash })
        throw new TransactionRevertedError({ transactionHash: hash })
      }),
  ],
  [
    'an answer that did not come in time',
    'held',
    (network) => tell(network, { timeout: seconds(20) }),
  ],
  [
    'a page that was closed',
    'held',
    (network) => {
      const controller = new AbortController()
      return tell(network, {
        signal: controller.signal,
        on: ({ type }) => type === 'posted' && controller.abort('closed'),
      })
    },
  ],
  [
    'an answer',
    'paid',
    (network) =>
      tell(network, {
        on: (update) => update.type === 'posted' && network.agree(update.task),
      }),
  ],
  [
    'nodes that did not agree',
    'refundable',
    (network) =>
      tell(network, {
        on: (update) =>
          update.type === 'posted' &&
          network.vote(update.task, [1, 2, 3, 4, 5].map(digest)),
      }),
  ],
]

describe('what was spent', () => {
  test.each(stories)('after %s is told as %s', async (_, state, story) => {
    const network = await openMemoryNetwork()
    const told = await story(network)
    const spending = describeSpending(told)
    expect(spending.state).toBe(state)
    // What is said is what the chain says.
    const { requester } = network
    const events = await requester.getEvents({
      ...{ fromBlock: 0n, account: requester.account },
    })
    const isPosted = events.some(({ type }) => type === 'task-added')
    expect(isPosted).toBe(['held', 'paid', 'refundable'].includes(state))
    const credit = await requester.getCredit(requester.account)
    const back = fee - keptOf({ committeeSize: 5 }, networkParameters)
    expect(credit).toBe(state === 'refundable' ? back : 0n)
    if (state === 'nothing') return
    const amount = state === 'refundable' ? back : fee
    expect(spending).toMatchObject({ amount })
    expect(spending.task).toMatch(/^0x[0-9a-f]{64}$/)
    expect(spending.text).toContain(`${amount} wei`)
    expect(spending.text).toMatch(/resume\(task\)|withdraw\(\)/)
  })

  test('is told of the error alone, as far as it says it', async () => {
    const network = await openMemoryNetwork()
    const [error] = (await tell(network, { timeout: seconds(20) })).slice(-1)
    expect(describeSpending(error)).toMatchObject({ state: 'held' })
  })

  test('is told of one update alone', async () => {
    const network = await openMemoryNetwork()
    const told = await tell(network, { timeout: seconds(20) })
    const states = told.map((each) => describeSpending(each).state)
    expect(states.slice(0, 4)).toEqual(['unknown', 'sent', 'sent', 'held'])
  })

  test('is written as the page writes money', () => {
    const update = {
      ...{ type: 'refund', at: 1, amount: fee, kept: 0n },
      reason: 'no-votes',
    } as const
    const format = (wei: bigint) => `${Number(wei) / 1e18} ETH`
    const { text } = describeSpending(update, { format })
    expect(text).toBe(
      '0.001 ETH of the fee came back, and wait in the contract. withdraw() pays them out.',
    )
  })

  test('is not claimed to be nothing where nobody knows', () => {
    expect(describeSpending(new DOMException('', 'AbortError')).state).toBe(
      'unknown',
    )
    expect(describeSpending([]).state).toBe('nothing')
  })

  test.each([
    (value: unknown) => structuredClone(value),
    (value: unknown) => JSON.parse(JSON.stringify(value)),
  ])(
    'is not claimed to be nothing where an error lost its class on the way',
    async (copy) => {
      const network = await openMemoryNetwork()
      const told = await tell(network, { timeout: seconds(20) })
      const copies = told.map((each) => copy(each))
      expect(copies.at(-2)).toMatchObject({ type: 'error' })
      expect(describeSpending(copies.at(-2)).state).toBe('unknown')
      expect(describeSpending(copies.slice(0, -1)).state).toBe('held')
    },
  )

  test('is not taken back by an error that knows no task', async () => {
    const network = await openMemoryNetwork()
    const told = await tell(network, { timeout: seconds(20) })
    // As `resume` throws it, where a page tries that next.
    const spending = describeSpending([...told, new ChainUnreachableError()])
    expect(spending).toEqual(describeSpending(told))
  })
})

test('the windows of this network leave room for the stories', () => {
  expect(networkParameters.commitWindow).toBeGreaterThan(150)
})
