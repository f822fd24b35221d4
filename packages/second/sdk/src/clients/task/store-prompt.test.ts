import { cidOf } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import { faultyChain, tasksOn } from '../../../test/faulty-chain.js'
import {
  type MemoryNetwork,
  networkParameters,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import { clientOf, requestOf } from '../../../test/task-listener.js'
import {
  TransactionRejectedError,
  WrongChainError,
} from '../../errors/chain.js'
import {
  ContentStoreRejectedError,
  ContentStoreUnreachableError,
} from '../../errors/content.js'
import type { TaskClient } from '../task-client.js'

const seconds = (count: number) => count * 1000
const halfWindow = networkParameters.commitWindow / 2

/** A client whose store answers each `put` as told. */
function withStore(
  network: MemoryNetwork,
  put: (
    bytes: Uint8Array,
  ) => Promise<never> | ReturnType<typeof network.content.put>,
): TaskClient {
  return clientOf(network, { content: { ...network.content, put } })
}

const unreachable = async () => {
  throw new ContentStoreUnreachableError({
    attempts: [{ store: 'kubo', reason: 'is down' }],
  })
}

describe('nothing is published before the transaction is sent', () => {
  test.each([
    ['the user refuses', new TransactionRejectedError()],
    [
      'the wallet is on another chain',
      new WrongChainError({ expected: 1, actual: 2 }),
    ],
  ])('when %s', async (_, failure) => {
    const network = await openMemoryNetwork()
    let puts = 0
    const { chain } = faultyChain(network, async ({ tell }) => {
      tell({ type: 'awaiting-signature' })
      throw failure
    })
    const content = {
      ...network.content,
      put: async () => {
        puts += 1
        return unreachable()
      },
    }
    const submitting = clientOf(network, { chain, content }).submit(
      requestOf(network),
    )
    await expect(submitting).rejects.toBe(failure)
    expect(puts).toBe(0)
  })

  test('and at once afterwards, while the transaction waits for a block', async () => {
    const network = await openMemoryNetwork()
    network.chain.setAutoMine(false)
    const order: string[] = []
    const tasks = withStore(network, (bytes) => {
      order.push('put')
      return network.content.put(bytes)
    })
    const submitting = tasks.submit(requestOf(network), {
      onProgress: ({ type }) => order.push(type),
    })
    await expect.poll(() => order).toContain('prompt-stored')
    expect(order).toEqual([
      ...['awaiting-signature', 'transaction-sent', 'put', 'prompt-stored'],
    ])
    network.chain.mine()
    await submitting
    expect(order.at(-1)).toBe('posted')
  })
})

describe('a store that does not take the prompt', () => {
  test('for a moment is asked again', async () => {
    const network = await openMemoryNetwork()
    let puts = 0
    const tasks = withStore(network, (bytes) => {
      puts += 1
      return puts < 5 ? unreachable() : network.content.put(bytes)
    })
    const submitting = tasks.submit(requestOf(network))
    await expect.poll(() => puts).toBeGreaterThan(0)
    await network.clock.advance(seconds(20))
    const { prompt } = await submitting
    expect(network.content.blocks.has(prompt)).toBe(true)
  })

  test('for as long as nodes ask for it is an error that hands the prompt over', async () => {
    const network = await openMemoryNetwork()
    const tasks = withStore(network, unreachable)
    let isOver = false
    const asking = tasks.ask(requestOf(network)).catch((error) => {
      isOver = true
      return error
    })
    await expect.poll(() => tasksOn(network)).toBe(1)
    await network.clock.advance(seconds(halfWindow - 5))
    expect(isOver).toBe(false)
    await network.clock.advance(seconds(10))
    const error = await asking
    expect(error).toMatchObject({
      code: 'prompt-not-stored',
      isRetryable: false,
      cause: { code: 'content-store-unreachable' },
    })
    expect(error.remedy).toMatch(/resume/)
    expect(cidOf(error.bytes)).toBe(error.prompt)
    // Whoever stores the bytes elsewhere goes on with the same task.
    await network.content.put(error.bytes)
    const task = await clientOf(network).resume(error.task)
    expect(task.transactionHash).toBe(error.transactionHash)
    await network.agree(task.id)
    expect((await task.answer()).task).toBe(error.task)
    expect(await tasksOn(network)).toBe(1)
  })

  test('for good is told while there is time to store it elsewhere', async () => {
    const network = await openMemoryNetwork()
    network.chain.setAutoMine(false)
    let puts = 0
    const tasks = withStore(network, async () => {
      puts += 1
      throw new ContentStoreRejectedError({ reason: '401' } as never)
    })
    const error = await tasks.ask(requestOf(network)).catch((error) => error)
    expect(error).toMatchObject({ code: 'prompt-not-stored' })
    expect(error.transactionHash).toMatch(/^0x/)
    expect(puts).toBe(1)
    network.chain.mine()
    const messages = requestOf(network).messages
    const task = await clientOf(network).resume(error.task, { messages })
    expect(network.content.blocks.has(task.prompt)).toBe(true)
  })

  test('as what it is leaves nodes without it, and is told', async () => {
    const network = await openMemoryNetwork()
    const tasks = withStore(network, (bytes) =>
      network.content.put(Uint8Array.of(...bytes, 10)),
    )
    await expect(tasks.submit(requestOf(network))).rejects.toMatchObject({
      code: 'prompt-not-stored',
      cause: { code: 'content-tampered' },
    })
  })

  test('until the time of the call is over is told with the prompt', async () => {
    const network = await openMemoryNetwork()
    const tasks = withStore(network, () => new Promise<never>(() => {}))
    const timeout = seconds(12)
    const asking = tasks
      .ask(requestOf(network), { timeout })
      .catch((error) => error)
    await expect.poll(() => tasksOn(network)).toBe(1)
    await network.clock.advance(timeout)
    const error = await asking
    expect(error).toMatchObject({
      code: 'prompt-not-stored',
      cause: { timeout },
    })
    expect(cidOf(error.bytes)).toBe(error.prompt)
  })
})

test('who cannot store is told before anything is paid', async () => {
  const network = await openMemoryNetwork()
  const { get } = network.content
  const tasks = clientOf(network, { content: { get } })
  await expect(tasks.ask(requestOf(network))).rejects.toMatchObject({
    ...{ code: 'invalid-argument', argument: 'content' },
  })
  expect(await tasksOn(network)).toBe(0)
})
