import { AichainError } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import { tasksOn } from '../../test/faulty-chain.js'
import {
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../test/memory-network.js'
import { clientOf, requestOf } from '../../test/task-listener.js'
import type { Chain, Deployment } from '../ports/chain.js'
import { ConsensusReader } from './consensus-reader.js'
import { ModelPublisher } from './model-publisher.js'
import { NodeRunner } from './node-runner.js'
import { TaskClient } from './task-client.js'

/** What programs pass that no compiler has seen. */
type Anything = never

async function failureOf(call: () => unknown): Promise<AichainError> {
  try {
    await call()
  } catch (error) {
    if (AichainError.isInstance(error)) return error
    throw error
  }
  return expect.fail('nothing was refused')
}

/** Nothing was stored, sent or asked of the wallet. */
async function expectFree(network: MemoryNetwork): Promise<void> {
  expect(await tasksOn(network)).toBe(0)
  expect(network.content.blocks.size).toBe(network.stored)
  expect(network.chain.pending()).toBe(0)
}

const user = { role: 'user', content: 'a' } as const

describe('a request with a fault is refused by name, with what would help', () => {
  test.each<[string, object, string, RegExp]>([
    ['a misspelt key', { comitteeSize: 3 }, 'invalid-argument', /comitteeSize/],
    [
      'a key from elsewhere',
      { temperature: 1 },
      'invalid-argument',
      /temperature/,
    ],
    ['a fee as a number', { fee: 1e15 }, 'invalid-argument', /fee/],
    ['a fee as text', { fee: '1' }, 'invalid-argument', /fee/],
    [
      'a committee of two',
      { committeeSize: 2 },
      'invalid-argument',
      /committeeSize/,
    ],
    [
      'a committee in words',
      { committeeSize: '5' },
      'invalid-argument',
      /committeeSize/,
    ],
    [
      'an empty key',
      { idempotencyKey: '' },
      'invalid-argument',
      /idempotencyKey/,
    ],
    [
      'a key that is a number',
      { idempotencyKey: 5 },
      'invalid-argument',
      /idempotencyKey/,
    ],
    [
      'a key with half a character',
      { idempotencyKey: 'turn \ud800' },
      'invalid-argument',
      /idempotencyKey/,
    ],
    [
      'a model from a parsed query',
      { model: Object.create(null) },
      'invalid-argument',
      /model/,
    ],
    [
      'a key and a nonce',
      { idempotencyKey: 'a', nonce: 1n },
      'invalid-argument',
      /idempotencyKey/,
    ],
    [
      'no messages',
      { messages: undefined },
      'prompt-invalid',
      /Pass `messages`/,
    ],
    [
      'a text in their place',
      { messages: 'Hello' },
      'prompt-invalid',
      /Pass `messages`/,
    ],
    [
      'an empty list',
      { messages: [] },
      'prompt-invalid',
      /at least one message/,
    ],
    [
      'a message that is none',
      { messages: ['Hello'] },
      'prompt-invalid',
      /role, content/,
    ],
    [
      'empty content',
      { messages: [{ role: 'user', content: '' }] },
      'prompt-invalid',
      /empty messages/,
    ],
    [
      'blank content',
      { messages: [{ role: 'user', content: ' \n' }] },
      'prompt-invalid',
      /empty messages/,
    ],
    [
      'an empty system message',
      { messages: [{ role: 'system', content: '' }, user] },
      'prompt-invalid',
      /empty messages/,
    ],
    [
      'an unknown role',
      { messages: [{ role: 'tool', content: 'a' }] },
      'prompt-invalid',
      /three roles/,
    ],
    [
      'a role that is a bigint',
      { messages: [{ role: 1n, content: 'a' }] },
      'prompt-invalid',
      /three roles/,
    ],
    [
      'content in parts',
      { messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      'prompt-invalid',
      /text as `content`/,
    ],
    [
      'the last word to the assistant',
      { messages: [user, { role: 'assistant', content: 'b' }] },
      'prompt-invalid',
      /End the messages/,
    ],
    [
      'more tokens than whole',
      { maxNewTokens: 1.5 },
      'invalid-argument',
      /maxNewTokens/,
    ],
  ])('%s', async (_, change, code, help) => {
    const network = await openMemoryNetwork()
    const tasks = clientOf(network)
    const request = requestOf(network, change)
    for (const call of [
      () => tasks.ask(request),
      () => tasks.submit(request),
      () => tasks.stream(request).answer,
    ]) {
      const error = await failureOf(call)
      expect(error.code).toBe(code)
      expect(error.message).toMatch(help)
      expect(error.isRetryable).toBe(false)
    }
    await expectFree(network)
  })

  test.each([undefined, null, 5, 'Hello', []])('%j', async (request) => {
    const network = await openMemoryNetwork()
    const call = () => clientOf(network).ask(request as Anything)
    expect((await failureOf(call)).code).toBe('invalid-argument')
  })
})

const parts = { chain: {}, content: {}, engine: {} }

describe('a client with a fault is refused by name', () => {
  test.each<[string, object | undefined, string]>([
    ['no chain', { chain: undefined }, 'chain'],
    ['no content store', { content: undefined }, 'content'],
    ['a misspelt option', { countToken: () => {} }, 'options'],
    ['a misspelt patience', { patience: { inclusoin: 1 } }, 'patience'],
    ['no time', { patience: { output: Number.NaN } }, 'patience.output'],
    ['time as text', { patience: { output: '5s' } }, 'patience.output'],
  ])('%s', async (_, wrong, argument) => {
    const network = await openMemoryNetwork()
    const error = await failureOf(() => clientOf(network, wrong as Anything))
    expect(error).toMatchObject({ code: 'invalid-argument', argument })
  })

  test.each([TaskClient, ConsensusReader, ModelPublisher, NodeRunner])(
    'without any options: $name',
    async (Client) => {
      for (const options of [undefined, null, 'options']) {
        const error = await failureOf(() => new Client(options as Anything))
        expect(error).toMatchObject({ argument: 'options' })
      }
    },
  )

  test.each<[string, new (options: never) => unknown, object, string]>([
    ['a reader', ConsensusReader, { chain: 'http://127.0.0.1' }, 'chain'],
    ['a reader', ConsensusReader, { chain: {}, contents: {} }, 'options'],
    ['a publisher', ModelPublisher, { ...parts, engine: undefined }, 'engine'],
    ['a publisher', ModelPublisher, parts, 'witnesses'],
    ['a publisher', ModelPublisher, { ...parts, witness: [] }, 'options'],
    ['a node', NodeRunner, { ...parts, model: 'minimind' }, 'journal'],
    ['a node', NodeRunner, { ...parts, journal: {} }, 'model'],
    ['a node', NodeRunner, { ...parts, journal: {}, fee: 1n }, 'options'],
  ])('%s: %o', async (_, Client, options, argument) => {
    const error = await failureOf(() => new Client(options as never))
    expect(error).toMatchObject({ code: 'invalid-argument', argument })
  })

  test('but a patience of undefined is the default one', async () => {
    const network = await openMemoryNetwork()
    const patience = { inclusion: undefined } as Anything
    const resuming = clientOf(network, { patience })
      .resume(`0x${'12'.repeat(32)}`)
      .catch((error) => error)
    await network.clock.advance(61_000)
    expect(await resuming).toMatchObject({ code: 'task-not-found' })
  })
})

describe('options with a fault are refused by name', () => {
  const options: [string, object, string][] = [
    ['no number', { timeout: Number.NaN }, 'timeout'],
    ['less than no time', { timeout: -1 }, 'timeout'],
    ['time as text', { timeout: '5s' }, 'timeout'],
    ['a signal that is none', { signal: 'stop' }, 'signal'],
    ['what only looks like one', { signal: { aborted: false } }, 'signal'],
    ['a listener that is none', { onProgress: 'log' }, 'onProgress'],
    ['a misspelt option', { timeOut: 5 }, 'options'],
  ]

  test.each(options)('%s', async (_, wrong, argument) => {
    const network = await openMemoryNetwork()
    const tasks = clientOf(network)
    const reader = new ConsensusReader({ chain: network.requester })
    const request = requestOf(network)
    const id = `0x${'12'.repeat(32)}` as const
    const calls: Record<string, () => unknown> = {
      ask: () => tasks.ask(request, wrong as Anything),
      submit: () => tasks.submit(request, wrong as Anything),
      stream: () => tasks.stream(request, wrong as Anything).answer,
      resume: () => tasks.resume(id, wrong as Anything),
      pending: () => tasks.pending(undefined, wrong as Anything),
      close: () => tasks.close(id, wrong as Anything),
      quote: () => tasks.quote({ model: network.model }, wrong as Anything),
      withdraw: () => tasks.withdraw(wrong as Anything),
      task: () => reader.task(id, wrong as Anything),
      seats: () => reader.seats(wrong as Anything),
      tasks: () => reader.tasks({}, wrong as Anything).next(),
    }
    for (const [name, call] of Object.entries(calls)) {
      const error = await failureOf(call)
      expect(error, name).toMatchObject({ code: 'invalid-argument', argument })
    }
    await expectFree(network)
  })

  test.each(options)('of a handle: %s', async (_, wrong, argument) => {
    const network = await openMemoryNetwork()
    const task = await clientOf(network).submit(requestOf(network))
    for (const call of [
      () => task.answer(wrong as Anything),
      () => task.updates(wrong as Anything),
    ]) {
      const error = await failureOf(call)
      expect(error).toMatchObject({ code: 'invalid-argument', argument })
    }
  })
})

describe('a range with a fault is refused by name', () => {
  const ranges: [string, object, string][] = [
    ['a block as text', { fromBlock: '0' }, 'fromBlock'],
    ['a block as a number', { fromBlock: 0 }, 'fromBlock'],
    ['a block before the first', { fromBlock: -1n }, 'fromBlock'],
    ['a block of the future', { fromBlock: 10n ** 6n }, 'fromBlock'],
  ]

  test.each(ranges)('%s', async (_, range, argument) => {
    const network = await openMemoryNetwork()
    const reader = new ConsensusReader({ chain: network.requester })
    const calls = [
      () => reader.tasks(range as Anything).next(),
      () => reader.watch(range as Anything).next(),
      () => clientOf(network).pending(undefined, range as Anything),
    ]
    for (const call of calls) {
      const error = await failureOf(call)
      expect(error).toMatchObject({ code: 'invalid-argument', argument })
    }
  })

  test.each([
    ['an end as text', { toBlock: '9' }, 'toBlock'],
    ['pages of nothing', { blocksPerPage: 0n }, 'blocksPerPage'],
    ['a misspelt end', { untilBlock: 9n }, 'range'],
  ])('%s', async (_, range, argument) => {
    const network = await openMemoryNetwork()
    const reader = new ConsensusReader({ chain: network.requester })
    const call = () => reader.tasks(range as Anything).next()
    const error = await failureOf(call)
    expect(error).toMatchObject({ code: 'invalid-argument', argument })
  })

  test('a deployment that was read from JSON as it is', async () => {
    const network = await openMemoryNetwork()
    const { requester } = network
    const fromBlock = '0' as Anything
    const deployment: Deployment = { ...requester.deployment, fromBlock }
    const chain: Chain = { ...requester, deployment }
    const reader = new ConsensusReader({ chain })
    const calls = [
      () => reader.tasks().next(),
      () => reader.watch().next(),
      () => clientOf(network, { chain }).pending(),
    ]
    for (const call of calls) {
      const error = await failureOf(call)
      expect(error).toMatchObject({ argument: 'deployment.fromBlock' })
    }
  })

  test('the newest block itself, and an end beyond it, are none', async () => {
    const network = await openMemoryNetwork()
    await clientOf(network).submit(requestOf(network))
    const { number } = await network.requester.getHead()
    const reader = new ConsensusReader({ chain: network.requester })
    const range = { fromBlock: number, toBlock: number + 10n ** 6n }
    const found = []
    for await (const task of reader.tasks(range)) found.push(task)
    expect(found).toHaveLength(1)
  })
})

describe('a quote with a fault is refused by name', () => {
  test.each([
    ['a misspelt key', { comitteeSize: 3 }, 'request'],
    ['no model', { model: undefined }, 'model'],
    ['a model that is none', { model: 'minimind', messages: [user] }, 'model'],
    ['a fee as a number', { fee: 1e15 }, 'fee'],
    ['a seed that is none', { seed: 'dice' }, 'seed'],
    ['a tip below nothing', { roundTip: -1n }, 'roundTip'],
    [
      'more places than there can be',
      { minimumPlaces: 65_536 },
      'minimumPlaces',
    ],
    ['a share in percent', { adversaryShare: 10 }, 'adversaryShare'],
    ['a share as text', { adversaryShare: '0.1' }, 'adversaryShare'],
    ['a share from an empty field', { outageRate: null }, 'outageRate'],
  ])('%s', async (_, request, argument) => {
    const network = await openMemoryNetwork()
    const { model } = network
    const call = () =>
      clientOf(network).quote({ model, ...request } as Anything)
    const error = await failureOf(call)
    expect(error).toMatchObject({ code: 'invalid-argument', argument })
  })

  test('messages that are no prompt', async () => {
    const network = await openMemoryNetwork()
    const { model } = network
    const call = () => clientOf(network).quote({ model, messages: [] })
    expect((await failureOf(call)).code).toBe('prompt-invalid')
  })
})

describe('an id or an account with a fault is refused by name', () => {
  test('at once, and not after the patience for one that may come', async () => {
    const network = await openMemoryNetwork()
    const tasks = clientOf(network)
    const calls: [() => unknown, string][] = [
      [() => tasks.resume('0x12'), 'task'],
      [() => tasks.close('0x12'), 'task'],
      [() => tasks.pending('0x1234'), 'account'],
    ]
    for (const [call, argument] of calls) {
      const error = await failureOf(call)
      expect(error).toMatchObject({ code: 'invalid-argument', argument })
    }
  })
})
