import { describe, expect, test } from 'vitest'
import {
  appealAnswer,
  overturnAnswer,
  settleAll,
} from '../../../test/appeal-answer.js'
import { openMemoryNetwork } from '../../../test/memory-network.js'
import {
  clientOf,
  collect,
  listen,
  requestOf,
  typesOf,
} from '../../../test/task-listener.js'
import { digest } from '../../testing/chain-fixture.js'
import {
  conveningOf,
  sealVotes,
  settlementOf,
} from '../../testing/settlement-scene.js'
import { parseQuote } from './parse-quote.js'
import { parseTaskUpdate } from './parse-task-update.js'
import type { TaskUpdate } from './update.js'

const overJson = (value: unknown) => JSON.parse(JSON.stringify(value))

/** Every kind of update that a task can tell, from lives of all kinds. */
async function updatesOfAllKinds(): Promise<TaskUpdate[]> {
  const network = await openMemoryNetwork()
  const { chain, clock } = network
  const answered: TaskUpdate[] = []
  const asking = clientOf(network).ask(requestOf(network), {
    onProgress: (update) => answered.push(update),
  })
  /** Lets something happen until it is told. */
  const until = (type: TaskUpdate['type'], happen: () => unknown = () => {}) =>
    expect
      .poll(
        async () => {
          if (!typesOf(answered).includes(type)) await happen()
          return typesOf(answered)
        },
        { timeout: 20_000 },
      )
      .toContain(type)
  await until('committee-drawn')
  chain.stop()
  await until('reconnecting', () => clock.advance(1_000))
  chain.start()
  await until('reconnected', () => clock.advance(1_000))
  // The same committee may be drawn again.
  await until('reorganized', () => chain.reorganize({ depth: 1 }))
  const { task } = answered[0] as Extract<
    TaskUpdate,
    { type: 'awaiting-signature' }
  >
  await network.agree(task)
  await asking
  const refunded = await clientOf(network).submit(requestOf(network))
  await network.vote(refunded.id, [1, 2, 3, 4, 5].map(digest))
  await network.requester.finalize(refunded.id)
  const failed = await clientOf(network).submit(requestOf(network))
  const broken = await network.publish(failed.id, { tokens: [-1] as never })
  await network.vote(failed.id, Array(5).fill(broken))
  return [
    ...answered,
    ...(await collect(refunded.updates())),
    ...(await collect(failed.updates())),
    ...(await updatesOfCourts()),
  ]
}

/** What only tasks tell that were convened, or whose answers were appealed. */
async function updatesOfCourts(): Promise<TaskUpdate[]> {
  const network = await openMemoryNetwork({ seats: 9 })
  const { scene, requester } = network
  const tasks = clientOf(network)
  const submit = async (committeeSize: number) => {
    const change = { committeeSize, fee: undefined }
    const task = await tasks.submit(requestOf(network, change))
    network.chain.mine()
    return task
  }
  const appealed = await submit(3)
  const output = await network.answer(appealed.id)
  await settleAll(network, appealed.id, output)
  const upheld = listen(appealed, { until: 'final' })
  await upheld.until('answer')
  const appeal = await appealAnswer(network, appealed.id)
  await settleAll(network, appeal, output)
  await upheld.ended

  const bought = await submit(3)
  await settleAll(network, bought.id, digest(1))
  const convened = await submit(9)
  const votes = Array(9).fill(await network.answer(convened.id))
  const sealed = await sealVotes(scene, convened.id, votes)
  await requester.draw(await scene.terms(convened.id))
  await requester.convene(await conveningOf(scene, sealed, [...votes.keys()]))
  // Three of the nine lose their bonds before their votes are counted.
  await overturnAnswer(network, bought.id, digest(2))
  await requester.settle(await settlementOf(scene, sealed))
  return [...upheld.told, ...(await collect(convened.updates()))]
}

describe('an update', () => {
  test('of any kind is the same after JSON', async () => {
    const updates = await updatesOfAllKinds()
    expect(new Set(typesOf(updates)).size).toBe(18)
    for (const update of updates) {
      const parsed = parseTaskUpdate(overJson(update))
      expect(parsed).toEqual(update)
      // Once more: what was parsed can be written again.
      expect(JSON.stringify(parsed)).toBe(JSON.stringify(update))
    }
  })

  test('goes through structuredClone', async () => {
    for (const update of await updatesOfAllKinds()) {
      const clone = structuredClone(update)
      if (update.type !== 'error') expect(clone).toEqual(update)
      else expect(clone).toMatchObject({ type: 'error', at: update.at })
    }
  })

  test('of an error keeps its class, its fields and its causes', async () => {
    const network = await openMemoryNetwork()
    const task = await clientOf(network).submit(requestOf(network))
    const { ended } = await (async () => {
      const all = collect(task.updates({ timeout: 1_000 }))
      await network.clock.whenSleeping()
      await network.clock.advance(1_000)
      return { ended: (await all).at(-1) }
    })()
    const parsed = parseTaskUpdate(overJson(ended))
    if (parsed.type !== 'error') expect.fail(parsed.type)
    expect(parsed.error).toMatchObject({
      ...{ code: 'answer-timeout', task: task.id, timeout: 1_000 },
      cause: { code: 'operation-timeout' },
    })
  })

  test('shows no property that only JSON needs', async () => {
    const network = await openMemoryNetwork()
    const told: TaskUpdate[] = []
    await clientOf(network).submit(requestOf(network), {
      onProgress: (update) => told.push(update),
    })
    expect(Object.keys(told[1] as TaskUpdate).sort()).toEqual([
      ...['at', 'task', 'transactionHash', 'type'],
    ])
  })

  const at = 1
  const task = digest(1)
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', '{}'],
    ['no type', { at }],
    ['an unknown type', { type: 'lunch', at }],
    ['a name of all objects', { type: 'constructor', at }],
    ['no time', { type: 'reconnected' }],
    ['a missing part', { type: 'transaction-sent', at, task }],
    ['more than belongs there', { type: 'reconnected', at, more: 1 }],
    [
      'a number for wei',
      { type: 'refund', at, amount: 5, kept: '0', reason: 'no-votes' },
    ],
    [
      'wei below nothing',
      { type: 'refund', at, amount: '-5', kept: '0', reason: 'no-votes' },
    ],
    [
      'an unknown reason',
      { type: 'refund', at, amount: '5', kept: '0', reason: 'bored' },
    ],
    [
      'an answer without its document',
      { type: 'answer', at, answer: { text: '' } },
    ],
    ['an error that is none', { type: 'error', at, error: { code: 'x' } }],
  ])('%s is none', (_, json) => {
    expect(() => parseTaskUpdate(json)).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    )
  })
})

describe('a quote', () => {
  async function quote() {
    const network = await openMemoryNetwork()
    const { model } = network
    const { messages } = requestOf(network)
    return clientOf(network).quote({ model, messages })
  }

  test('is the same after JSON, and after structuredClone', async () => {
    const quoted = await quote()
    expect(quoted.context).toBeDefined()
    expect(parseQuote(overJson(quoted))).toEqual(quoted)
    expect(parseQuote(overJson(parseQuote(overJson(quoted))))).toEqual(quoted)
    expect(structuredClone(quoted)).toEqual(quoted)
    expect(overJson(quoted).minimumFee).toBe(`${quoted.minimumFee}`)
  })

  test('that was never written as JSON is refused by name', async () => {
    const quoted = await quote()
    expect(() => parseQuote(structuredClone(quoted))).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    )
  })

  test.each<[string, object]>([
    ['a fee as a number', { minimumFee: 5 }],
    ['a chance beyond 1', { quorumProbability: 1.5 }],
    ['more than belongs there', { more: 1 }],
    ['a committee of two', { committeeSize: 2 }],
  ])('with %s is none', async (_, change) => {
    const json = { ...overJson(await quote()), ...change }
    expect(() => parseQuote(json)).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    )
  })
})
