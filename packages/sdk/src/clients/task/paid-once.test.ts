import { AichainError } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import { type Fate, faultyChain, tasksOn } from '../../../test/faulty-chain.js'
import {
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../../test/memory-network.js'
import {
  clientOf,
  fee,
  listen,
  requestOf,
} from '../../../test/task-listener.js'
import { feeOf } from '../../core/money/price.js'
import type { TaskId } from '../../core/task/task.js'
import {
  ChainRefusedError,
  ChainUnreachableError,
  InsufficientFundsError,
  TransactionRejectedError,
  TransactionReplacedError,
  TransactionRevertedError,
  WrongChainError,
} from '../../errors/chain.js'
import { TaskExistsError } from '../../errors/contract-tasks.js'
import type { TaskUpdate } from './update.js'

const seconds = (count: number) => count * 1000
const hash = `0x${'77'.repeat(32)}` as const

/** What the account has paid so far, gas left out: fees in the contract. */
async function feesPaid({ requester }: MemoryNetwork): Promise<bigint> {
  const events = await requester.getEvents({
    fromBlock: 0n,
    account: requester.account,
  })
  return events.reduce(
    (sum, event) =>
      event.type === 'task-added' ? sum + feeOf(event.order) : sum,
    0n,
  )
}

/** Asks through a chain whose orders meet `fate`, while time passes. */
async function askThrough(fate: Fate, options: { timeout?: number } = {}) {
  const network = await openMemoryNetwork()
  const { chain, attempts } = faultyChain(network, fate)
  const told: TaskUpdate[] = []
  const asking = clientOf(network, { chain })
    .ask(requestOf(network), {
      ...options,
      onProgress: (update) => told.push(update),
    })
    .catch((error) => error)
  await expect.poll(attempts).toBeGreaterThan(0)
  await network.clock.advance(seconds(120))
  const asked = told.find((each) => each.type === 'awaiting-signature')
  return { network, asking, attempts, told, task: asked?.task }
}

/** Whoever has this error can go on, and is not led to pay again. */
function expectResumable(error: unknown, task: TaskId | undefined): void {
  if (!AichainError.isInstance(error)) expect.fail(`${error}`)
  expect(error).toMatchObject({ task, isRetryable: false })
  expect(error.remedy).toMatch(/resume\(task/)
  expect(error.message).not.toMatch(/call (it )?again|try again|retry/i)
}

describe('once the wallet was asked, every failure carries the task', () => {
  const asked = { type: 'awaiting-signature' } as const
  const sent = { type: 'transaction-sent', transactionHash: hash } as const
  const never = () => new Promise<never>(() => {})

  test.each<[string, Fate, string, number]>([
    [
      'the connection is lost before the answer, and the order with it',
      async ({ tell }) => {
        tell(asked)
        throw new ChainUnreachableError()
      },
      'task-unconfirmed',
      0,
    ],
    [
      'an endpoint refuses what another one may have taken',
      async ({ tell }) => {
        tell(asked)
        throw new ChainRefusedError({ reason: 'already known' })
      },
      'task-unconfirmed',
      0,
    ],
    [
      'an adapter breaks',
      async ({ tell }) => {
        tell(asked)
        throw new RangeError('a bug of the adapter')
      },
      'task-unconfirmed',
      0,
    ],
    [
      'the connection is lost after the transaction was sent',
      async ({ tell }) => {
        tell(asked)
        tell(sent)
        throw new ChainUnreachableError()
      },
      'task-unconfirmed',
      0,
    ],
    [
      'the transaction reverts in its block',
      async ({ tell }) => {
        tell(asked)
        tell(sent)
        throw new TransactionRevertedError({ transactionHash: hash })
      },
      'task-not-posted',
      0,
    ],
    [
      'another transaction takes its place',
      async ({ tell }) => {
        tell(asked)
        tell(sent)
        throw new TransactionReplacedError({ transactionHash: hash })
      },
      'task-not-posted',
      0,
    ],
  ])('%s', async (_, fate, code, tasks) => {
    const { network, asking, attempts, task } = await askThrough(fate)
    const error = await asking
    expectResumable(error, task)
    expect(error).toMatchObject({ code })
    expect(attempts()).toBe(1)
    expect(await tasksOn(network)).toBe(tasks)
  })

  test.each<[string, Fate, object]>([
    [
      'the wallet still asks its user',
      async ({ tell }) => {
        tell(asked)
        return never()
      },
      { code: 'task-unconfirmed', transactionHash: undefined },
    ],
    [
      'the transaction is in no block, because it was priced too low',
      async ({ tell }) => {
        tell(asked)
        tell(sent)
        return never()
      },
      { code: 'task-unconfirmed', transactionHash: hash },
    ],
  ])('time runs out while %s', async (_, fate, expected) => {
    const timeout = seconds(40)
    const { asking, attempts, task } = await askThrough(fate, { timeout })
    const error = await asking
    expectResumable(error, task)
    // The time named is the one that was given.
    expect(error).toMatchObject({ ...expected, cause: { timeout } })
    expect(attempts()).toBe(1)
  })

  test('time runs out over the answer: the same task answers, for one fee', async () => {
    const network = await openMemoryNetwork()
    const tasks = clientOf(network)
    const timeout = seconds(10)
    const asking = tasks.ask(requestOf(network), { timeout })
    asking.catch(() => {})
    await expect.poll(() => tasksOn(network)).toBe(1)
    await network.clock.advance(timeout)
    const error = await asking.catch((error) => error)
    expectResumable(error, error.task)
    expect(error).toMatchObject({ code: 'answer-timeout', timeout })
    expect(error.transactionHash).toMatch(/^0x[0-9a-f]{64}$/)
    const task = await tasks.resume(error.task)
    await network.agree(task.id)
    expect((await task.answer()).task).toBe(error.task)
    expect(await feesPaid(network)).toBe(fee)
  })

  test('the chain goes away while the answer is awaited', async () => {
    const network = await openMemoryNetwork()
    const asking = clientOf(network)
      .ask(requestOf(network))
      .catch((error) => error)
    await expect.poll(() => tasksOn(network)).toBe(1)
    const [added] = await network.requester
      .getEvents({ fromBlock: 0n })
      .then((events) => events.filter(({ type }) => type === 'task-added'))
    network.chain.stop()
    await network.clock.advance(seconds(60))
    const error = await asking
    expectResumable(
      error,
      added?.type === 'task-added' ? added.task : undefined,
    )
    expect(error).toMatchObject({ code: 'chain-lost' })
  })

  test('something breaks that is no error of the SDK', async () => {
    const network = await openMemoryNetwork()
    const chain = {
      ...network.requester,
      getCommittee: async () => {
        throw new RangeError('a bug of the adapter')
      },
    }
    const error = await clientOf(network, { chain })
      .ask(requestOf(network))
      .catch((error) => error)
    expectResumable(error, error.task)
    expect(error).toMatchObject({ code: 'task-interrupted' })
    expect(error.cause).toBeInstanceOf(RangeError)
    expect(await network.requester.getTask(error.task)).toBeDefined()
  })
})

describe('an order that arrived is found, whatever the sender was told', () => {
  test.each<[string, Fate]>([
    [
      'the answer was lost',
      async ({ tell, send }) => {
        tell({ type: 'awaiting-signature' })
        await send()
        throw new ChainUnreachableError()
      },
    ],
    [
      'a second endpoint says "already known"',
      async ({ tell, send }) => {
        tell({ type: 'awaiting-signature' })
        await send()
        throw new ChainRefusedError({ reason: 'already known' })
      },
    ],
    [
      'a second endpoint finds the account empty, because the first one took the fee',
      async ({ tell, send }) => {
        tell({ type: 'awaiting-signature' })
        await send()
        throw new InsufficientFundsError({
          account: `0x${'01'.repeat(20)}`,
          value: fee,
        })
      },
    ],
    [
      'an earlier attempt was faster',
      async ({ send }) => {
        const { task } = await send()
        throw new TaskExistsError({ task })
      },
    ],
  ])('%s', async (_, fate) => {
    const network = await openMemoryNetwork()
    const { chain, attempts } = faultyChain(network, fate)
    const tasks = clientOf(network, { chain })
    const asking = tasks.ask(requestOf(network))
    await expect.poll(() => tasksOn(network)).toBe(1)
    const [event] = (
      await network.requester.getEvents({ fromBlock: 0n })
    ).slice(-1)
    if (event?.type !== 'task-added') expect.fail('no task')
    await expect
      .poll(() => network.content.blocks.size)
      .toBe(network.stored + 1)
    await network.agree(event.task)
    expect((await asking).task).toBe(event.task)
    expect(attempts()).toBe(1)
    expect(await feesPaid(network)).toBe(fee)
  })

  test('also when it is in a block only later', async () => {
    const network = await openMemoryNetwork()
    network.chain.setAutoMine(false)
    const { chain } = faultyChain(network, async ({ tell, send }) => {
      tell({ type: 'awaiting-signature' })
      send().catch(() => {})
      throw new ChainUnreachableError()
    })
    const submitting = clientOf(network, { chain }).submit(requestOf(network))
    await expect.poll(() => network.chain.pending()).toBe(1)
    await network.clock.advance(seconds(30))
    network.chain.mine()
    await network.clock.advance(seconds(1))
    const task = await submitting
    expect(await network.requester.getTask(task.id)).toBeDefined()
  })
})

describe('what was certainly not sent is told as what it is', () => {
  const account = `0x${'01'.repeat(20)}` as const
  test.each([
    ['refused by the user', new TransactionRejectedError()],
    [
      'a wallet on another chain',
      new WrongChainError({ expected: 1, actual: 2 }),
    ],
    [
      'an account without the means',
      new InsufficientFundsError({ account, value: fee }),
    ],
  ])('%s', async (_, failure) => {
    const { network, asking, attempts } = await askThrough(async ({ tell }) => {
      tell({ type: 'awaiting-signature' })
      throw failure
    })
    expect(await asking).toBe(failure)
    expect(attempts()).toBe(1)
    expect(network.content.blocks.size).toBe(network.stored)
  })
})

describe('a request with a key', () => {
  const keyed = (network: MemoryNetwork, content = 'Hello?') =>
    requestOf(network, {
      messages: [{ role: 'user', content }],
      idempotencyKey: 'turn 1',
    })

  test('is one task, paid once, for every client of the account', async () => {
    const network = await openMemoryNetwork()
    const first = await clientOf(network).submit(keyed(network))
    const { requester } = network
    const before = await requester.getBalance(requester.account)
    const second = await clientOf(network).submit(keyed(network))
    expect(second).toMatchObject({
      id: first.id,
      transactionHash: first.transactionHash,
    })
    expect(await requester.getBalance(requester.account)).toBe(before)
    expect(await tasksOn(network)).toBe(1)
    await network.agree(first.id)
    const again = await clientOf(network).ask(keyed(network))
    expect(again.task).toBe(first.id)
    expect(await feesPaid(network)).toBe(fee)
  })

  test('is one task for two clients at once, and for one that comes while it waits for a block', async () => {
    const network = await openMemoryNetwork()
    network.chain.setAutoMine(false)
    const both = [1, 2].map(() => clientOf(network).submit(keyed(network)))
    await expect.poll(() => network.chain.pending()).toBeGreaterThan(0)
    await network.clock.advance(seconds(1))
    network.chain.mine()
    await network.clock.advance(seconds(2))
    const [one, two] = await Promise.all(both)
    expect(one?.id).toBe(two?.id)
    expect(await feesPaid(network)).toBe(fee)
  })

  test('that ended before the prompt was stored is completed', async () => {
    const network = await openMemoryNetwork()
    const controller = new AbortController()
    const content = {
      ...network.content,
      put: () => new Promise<never>(() => {}),
    }
    const crashing = clientOf(network, { content }).submit(keyed(network), {
      signal: controller.signal,
      onProgress: ({ type }) => {
        if (type === 'posted') controller.abort('crash')
      },
    })
    await expect(crashing).rejects.toBe('crash')
    expect(network.content.blocks.size).toBe(network.stored)
    const task = await clientOf(network).submit(keyed(network))
    expect(network.content.blocks.has(task.prompt)).toBe(true)
    expect(await feesPaid(network)).toBe(fee)
  })

  test('is refused for another conversation, and names the first task', async () => {
    const network = await openMemoryNetwork()
    const { id } = await clientOf(network).submit(keyed(network))
    const other = clientOf(network).ask(keyed(network, 'And now?'))
    await expect(other).rejects.toMatchObject({
      ...{ code: 'idempotency-key-reused', task: id },
      idempotencyKey: 'turn 1',
    })
    expect(await feesPaid(network)).toBe(fee)
    expect(network.content.blocks.size).toBe(network.stored + 1)
  })

  test('is another task for another account', async () => {
    const network = await openMemoryNetwork()
    const { id } = await clientOf(network).submit(keyed(network))
    const chain = network.chain.connect(`0x${'ab'.repeat(20)}`)
    const other = await clientOf(network, { chain }).submit(keyed(network))
    expect(other.id).not.toBe(id)
  })

  test('of numbers is as good as one of words', async () => {
    const network = await openMemoryNetwork()
    const request = requestOf(network, { nonce: 5n })
    const first = await clientOf(network).submit(request)
    const second = await clientOf(network).submit(request)
    expect(second.id).toBe(first.id)
    expect(await feesPaid(network)).toBe(fee)
  })
})

describe('a request whose terms the network would choose anew', () => {
  const keyed = ({ model }: MemoryNetwork) => {
    const messages = [{ role: 'user', content: 'Hello?' }] as const
    return { model, messages, committeeSize: 3, idempotencyKey: 'turn 1' }
  }

  /** A chain on which every look at the list finds one place more, and orders meet `fate`. */
  function growing(network: MemoryNetwork, fate: Fate) {
    const { chain, attempts } = faultyChain(network, fate)
    let places = 2
    const getList: typeof chain.getList = async (list, options) => {
      const record = await network.requester.getList(list, options)
      places += 1
      return record && { ...record, current: [places, 0, 0, 0] }
    }
    return { chain: { ...chain, getList }, attempts }
  }

  const minimaOn = async ({ requester }: MemoryNetwork) => {
    const events = await requester.getEvents({ fromBlock: 0n })
    return events.flatMap((event) =>
      event.type === 'task-added' ? [event.order.minimumPlaces] : [],
    )
  }

  test('is one task though the first order is in no block when it is repeated', async () => {
    const network = await openMemoryNetwork()
    const orders: (() => Promise<unknown>)[] = []
    const { chain, attempts } = growing(network, async ({ tell, send }) => {
      tell({ type: 'awaiting-signature' })
      orders.push(send)
      if (orders.length > 1) return send()
      throw new ChainUnreachableError()
    })
    const tasks = clientOf(network, { chain })
    const first = tasks.submit(keyed(network)).catch((error) => error)
    await expect.poll(attempts).toBe(1)
    await network.clock.advance(seconds(120))
    const error = await first
    expectResumable(error, error.task)
    expect((await tasks.submit(keyed(network))).id).toBe(error.task)
    // The first order arrives after all.
    await expect(orders[0]?.()).rejects.toThrow(TaskExistsError)
    expect(await tasksOn(network)).toBe(1)
  })

  test('is one task for two calls of a client at once', async () => {
    const network = await openMemoryNetwork()
    network.chain.setAutoMine(false)
    const { chain } = growing(network, async ({ tell, send }) => {
      tell({ type: 'awaiting-signature' })
      return send()
    })
    const tasks = clientOf(network, { chain })
    const both = [1, 2].map(() => tasks.submit(keyed(network)))
    await expect.poll(() => network.chain.pending()).toBeGreaterThan(0)
    await network.clock.advance(seconds(1))
    network.chain.mine()
    await network.clock.advance(seconds(2))
    const [one, two] = await Promise.all(both)
    expect(one?.id).toBe(two?.id)
    expect(await tasksOn(network)).toBe(1)
  })

  test('is ordered at what is so now where nothing was sent before', async () => {
    const network = await openMemoryNetwork()
    let isWilling = false
    const { chain } = growing(network, async ({ tell, send }) => {
      tell({ type: 'awaiting-signature' })
      if (isWilling) return send()
      throw new TransactionRejectedError()
    })
    const tasks = clientOf(network, { chain })
    for (let time = 0; time < 2; time += 1)
      await expect(tasks.submit(keyed(network))).rejects.toThrow(
        TransactionRejectedError,
      )
    isWilling = true
    await tasks.submit(keyed(network))
    expect(await minimaOn(network)).toEqual([5])
  })
})

describe('a task that is taken up again', () => {
  test('is waited for while its transaction is on its way', async () => {
    const network = await openMemoryNetwork()
    network.chain.setAutoMine(false)
    let id: TaskId | undefined
    const controller = new AbortController()
    const reloaded = clientOf(network).submit(requestOf(network), {
      signal: controller.signal,
      onProgress: (update) => {
        if (update.type === 'awaiting-signature') id = update.task
      },
    })
    await expect.poll(() => network.chain.pending()).toBe(1)
    controller.abort('reload')
    await expect(reloaded).rejects.toBe('reload')
    const resuming = clientOf(network).resume(id ?? '0x')
    await network.clock.advance(seconds(20))
    network.chain.mine()
    await network.clock.advance(seconds(1))
    const { ended } = listen(await resuming)
    network.chain.setAutoMine(true)
    // The prompt went with the page that was reloaded.
    const stored = await clientOf(network).resume(id ?? '0x', {
      messages: requestOf(network).messages,
    })
    expect(network.content.blocks.has(stored.prompt)).toBe(true)
    await network.agree(stored.id)
    expect((await ended).type).toBe('answer')
    expect(await feesPaid(network)).toBe(fee)
  })

  test('is given up after the time that was given, or that a patient client has', async () => {
    const network = await openMemoryNetwork()
    const unknown = `0x${'12'.repeat(32)}` as const
    const { clock } = network
    for (const [options, wait] of [
      [{ timeout: seconds(7) }, 7],
      [{}, 60],
    ] as const) {
      let isOver = false
      const resuming = clientOf(network)
        .resume(unknown, options)
        .catch((error) => {
          isOver = true
          return error
        })
      await clock.advance(seconds(wait) - 1)
      expect(isOver).toBe(false)
      await clock.advance(seconds(1))
      expect(await resuming).toMatchObject({ code: 'task-not-found' })
    }
  })

  test('on a chain that does not answer is told as that', async () => {
    const network = await openMemoryNetwork()
    network.chain.stop()
    const resuming = clientOf(network)
      .resume(`0x${'12'.repeat(32)}`, { timeout: seconds(5) })
      .catch((error) => error)
    await network.clock.advance(seconds(5))
    expect(await resuming).toMatchObject({ code: 'chain-unreachable' })
  })

  test("refuses another conversation than the task's", async () => {
    const network = await openMemoryNetwork()
    const { id } = await clientOf(network).submit(requestOf(network))
    const messages = [{ role: 'user', content: 'Something else' }] as const
    const resuming = clientOf(network).resume(id, { messages })
    await expect(resuming).rejects.toMatchObject({
      ...{ code: 'invalid-argument', argument: 'messages' },
    })
    expect(network.content.blocks.size).toBe(network.stored + 1)
  })
})

describe('a wallet that does not tell where the task is keeps nobody waiting', () => {
  const never = () => new Promise<never>(() => {})

  test.each<[string, Fate]>([
    [
      'it sends and never answers',
      async ({ tell, send }) => {
        tell({ type: 'awaiting-signature' })
        await send()
        return never()
      },
    ],
    [
      'it answers a hash of its own, which is in no block',
      async ({ tell, send }) => {
        tell({ type: 'awaiting-signature' })
        await send()
        tell({ type: 'transaction-sent', transactionHash: hash })
        return never()
      },
    ],
  ])('%s', async (_, fate) => {
    const network = await openMemoryNetwork()
    const { chain, attempts } = faultyChain(network, fate)
    const told: TaskUpdate[] = []
    const asking = clientOf(network, { chain }).ask(requestOf(network), {
      onProgress: (update) => told.push(update),
    })
    await expect.poll(() => tasksOn(network)).toBe(1)
    await network.clock.advance(seconds(10))
    await expect.poll(() => told.map(({ type }) => type)).toContain('posted')
    const posted = told.find((each) => each.type === 'posted')
    expect(posted?.transactionHash).not.toBe(hash)
    if (posted) await network.agree(posted.task)
    expect((await asking).task).toBe(posted?.task)
    expect(attempts()).toBe(1)
    expect(await feesPaid(network)).toBe(fee)
  })
})
