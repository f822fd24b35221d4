import { describe, expect, test } from 'vitest'
import { openEjected } from '../../../test/ejected-network.js'
import { tasksOn } from '../../../test/faulty-chain.js'
import {
  accountOf,
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import { clientOf, fee, requestOf } from '../../../test/task-listener.js'
import { phasesOf } from '../../core/task/lifecycle.js'
import type { TaskId } from '../../core/task/task.js'
import type { Chain, ChainReader } from '../../ports/chain.js'
import { ConsensusReader } from '../consensus-reader.js'
import type { TaskClient } from '../task-client.js'

/** The half of a chain that only reads. */
function readerIn({ requester }: { readonly requester: Chain }): ChainReader {
  const isRead = ([name]: [string, unknown]) =>
    name.startsWith('get') || name === 'watch' || name === 'deployment'
  const reads = Object.entries(requester).filter(isRead)
  return Object.fromEntries(reads) as unknown as ChainReader
}

/** The time until which members may reveal. */
async function revealEndOf(
  { scene }: MemoryNetwork,
  task: TaskId,
): Promise<number> {
  return phasesOf(await scene.task(task), scene.parameters).revealEnd
}

/** Nobody votes, and the time is over. */
async function expire(network: MemoryNetwork, task: TaskId): Promise<void> {
  await network.scene.reach(await revealEndOf(network, task))
}

const submit = async (tasks: TaskClient, network: MemoryNetwork) =>
  (await tasks.submit(requestOf(network))).id

describe("one's own tasks", () => {
  test('are those whose money is still in the contract, newest first', async () => {
    const network = await openMemoryNetwork()
    const { requester, chain } = network
    const tasks = clientOf(network)
    const decided = await submit(tasks, network)
    await network.agree(decided)
    const withdrawn = await submit(tasks, network)
    await expire(network, withdrawn)
    await requester.finalize(withdrawn)
    await tasks.withdraw()
    const refunded = await submit(tasks, network)
    await expire(network, refunded)
    await requester.finalize(refunded)
    const closable = await submit(tasks, network)
    await expire(network, closable)
    const open = await submit(tasks, network)
    const other = chain.connect(accountOf(77))
    const foreign = await submit(clientOf(network, { chain: other }), network)

    const pending = await tasks.pending()
    expect(pending.map(({ task, state }) => [task, state])).toEqual([
      [open, 'open'],
      [closable, 'closable'],
      [refunded, 'refunded'],
    ])
    expect(pending[0]).toMatchObject({
      ...{ model: network.model, fee, committeeSize: 5 },
      closableAt: await revealEndOf(network, open),
    })
    const theirs = await tasks.pending(other.account)
    expect(theirs.map(({ task }) => task)).toEqual([foreign])
  })

  test('can be looked for from a block on', async () => {
    const network = await openMemoryNetwork()
    const tasks = clientOf(network)
    await submit(tasks, network)
    network.chain.mine()
    const { number: fromBlock } = await network.requester.getHead()
    const second = await submit(tasks, network)
    const late = await tasks.pending(undefined, { fromBlock })
    expect(late.map(({ task }) => task)).toEqual([second])
  })
})

describe('closing a task', () => {
  test('that nobody voted on gives its fee back, into the account', async () => {
    const network = await openMemoryNetwork()
    const { requester } = network
    const tasks = clientOf(network)
    const before = await requester.getBalance(requester.account)
    const id = await submit(tasks, network)
    await expire(network, id)
    const closed = await tasks.close(id)
    expect(closed).toMatchObject({ state: 'undecided', withdrawn: fee })
    expect(closed.transactionHashes).toHaveLength(2)
    const after = await requester.getBalance(requester.account)
    // Three transactions cost gas; the fee is back.
    expect(before - after).toBe(3n * 100_000n * 10n ** 9n)
    expect(await tasks.pending()).toEqual([])
  })

  test('that too few seats can answer is cancelled at once', async () => {
    const network = await openEjected()
    const { requester, chain } = network
    const id = await submit(clientOf(network), network)
    const { timestamp } = chain.mine()
    const [pending] = await clientOf(network).pending()
    const record = await requester.getTask(id)
    expect(pending).toMatchObject({
      ...{ task: id, state: 'closable', closableAt: record?.addedAt },
    })
    const closed = await clientOf(network).close(id)
    expect(closed).toMatchObject({ state: 'undecided', withdrawn: fee })
    expect((await requester.getHead()).timestamp).toBeLessThan(timestamp + 5)
  })

  test('whose votes are there is decided already, and costs nothing', async () => {
    const network = await openMemoryNetwork()
    const id = await submit(clientOf(network), network)
    const output = await network.answer(id)
    await network.vote(id, [output, output, output, output, 'withheld'])
    const closed = await clientOf(network).close(id)
    expect(closed).toMatchObject({ state: 'decided', withdrawn: 0n })
    expect(closed.transactionHashes).toHaveLength(0)
    const task = await clientOf(network).resume(id)
    expect((await task.answer()).task).toBe(id)
  })

  test('that is closed already takes out what is left, and nothing twice', async () => {
    const network = await openMemoryNetwork()
    const tasks = clientOf(network)
    const id = await submit(tasks, network)
    await expire(network, id)
    await network.requester.finalize(id)
    expect(await tasks.close(id)).toMatchObject({ withdrawn: fee })
    const again = { state: 'undecided', withdrawn: 0n, transactionHashes: [] }
    expect(await tasks.close(id)).toMatchObject(again)
  })

  test('whose members have time is refused, with when it can be', async () => {
    const network = await openMemoryNetwork()
    const tasks = clientOf(network)
    const id = await submit(tasks, network)
    network.chain.mine()
    await expect(tasks.close(id)).rejects.toMatchObject({
      ...{ code: 'task-not-closable', task: id, isRetryable: false },
      closableAt: await revealEndOf(network, id),
    })
    expect((await network.requester.getTask(id))?.state).toBe('open')
  })

  test('that nobody knows is refused', async () => {
    const network = await openMemoryNetwork()
    const closing = clientOf(network).close(`0x${'12'.repeat(32)}`)
    await expect(closing).rejects.toMatchObject({ code: 'task-not-found' })
  })

  test('while somebody else is faster is no failure', async () => {
    const network = await openMemoryNetwork()
    const id = await submit(clientOf(network), network)
    await expire(network, id)
    const { requester, scene } = network
    const chain: Chain = {
      ...requester,
      finalize: async (task, options) => {
        await scene.nodes[0]?.finalize(task)
        return requester.finalize(task, options)
      },
    }
    const closed = await clientOf(network, { chain }).close(id)
    expect(closed).toMatchObject({ state: 'undecided', withdrawn: fee })
  })
})

describe('without a wallet', () => {
  test('everything can be read: quotes, tasks, answers', async () => {
    const network = await openMemoryNetwork()
    const chain = readerIn(network)
    const { get } = network.content
    const id = await submit(clientOf(network), network)
    const reading = clientOf(network, { chain, content: { get } })
    const { model } = network
    expect(await reading.quote({ model })).toMatchObject({ places: 5 })
    const { account } = network.requester
    expect(await reading.pending(account)).toHaveLength(1)
    const task = await reading.resume(id)
    await network.agree(id)
    const answer = await task.answer()
    expect(answer.task).toBe(id)
    const reader = new ConsensusReader({ chain, content: { get } })
    expect(await reader.receipt(id)).toEqual(answer.receipt)
    expect((await reader.model(network.model)).manifest).toBeDefined()
  })

  test.each<[string, (tasks: TaskClient, network: MemoryNetwork) => unknown]>([
    ['ask', (tasks, network) => tasks.ask(requestOf(network))],
    ['submit', (tasks, network) => tasks.submit(requestOf(network))],
    ['stream', (tasks, network) => tasks.stream(requestOf(network)).answer],
    ['close', (tasks) => tasks.close(`0x${'12'.repeat(32)}`)],
    ['withdraw', (tasks) => tasks.withdraw()],
    ['pending, of nobody', (tasks) => tasks.pending()],
  ])('%s is refused by name', async (_, call) => {
    const network = await openMemoryNetwork()
    const tasks = clientOf(network, { chain: readerIn(network) })
    await expect(call(tasks, network)).rejects.toMatchObject({
      code: 'wallet-missing',
    })
    expect(await tasksOn(network)).toBe(0)
    expect(network.content.blocks.size).toBe(network.stored)
  })
})
