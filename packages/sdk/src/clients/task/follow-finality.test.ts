import { cidFromDigest } from '@aichain/base'
import { describe, expect, test } from 'vitest'
import {
  appealAnswer,
  overturnAnswer,
  passAppealWindow,
  settleAll,
} from '../../../test/appeal-answer.js'
import { openMemoryNetwork } from '../../../test/memory-network.js'
import {
  clientOf,
  listen,
  requestOf,
  typesOf,
} from '../../../test/task-listener.js'
import { UNAVAILABLE } from '../../core/vote/unavailable.js'
import { ChainUnreachableError } from '../../errors/chain.js'
import { digest } from '../../testing/chain-fixture.js'

const seconds = (count: number) => count * 1000

/** An answered task of three in a list that is large enough for an appeal. */
async function answered(change: { readonly isWrong?: boolean } = {}) {
  const network = await openMemoryNetwork({ seats: 6 })
  const request = requestOf(network, { committeeSize: 3, fee: undefined })
  const task = await clientOf(network).submit(request)
  const right = await network.answer(task.id)
  const wrong = await network.publish(task.id, { tokens: [1] })
  network.chain.mine()
  await settleAll(network, task.id, change.isWrong ? wrong : right)
  return { network, task, right, wrong }
}

describe('an answer', () => {
  test('says that it may be appealed, and until when', async () => {
    const { network, task } = await answered()
    const { verdict } = await task.answer()
    const record = await network.scene.task(task.id)
    expect(verdict).toMatchObject({
      ...{ state: 'decided', votes: 3, committeeSize: 3 },
      ...{ isFinal: false, overturned: false, appealable: true },
    })
    expect(verdict.appealableUntil).toBeGreaterThan(record.addedAt)
  })

  test('of a list too small for an appeal is final at once', async () => {
    const network = await openMemoryNetwork({ seats: 5 })
    const task = await clientOf(network).submit(requestOf(network))
    await network.agree(task.id)
    const answer = await task.answer({ until: 'final' })
    expect(answer.verdict).toMatchObject({ isFinal: true, appealable: false })
  })

  test('becomes final when nobody appealed in time', async () => {
    const { network, task } = await answered()
    const { told, ended, until } = listen(task, { until: 'final' })
    const final = task.answer({ until: 'final' })
    await until('answer')
    await network.clock.advance(seconds(20))
    expect(typesOf(told).at(-1)).toBe('answer')
    await passAppealWindow(network, task.id)
    expect(await ended).toMatchObject({
      ...{ type: 'final', verdict: { isFinal: true, appealable: true } },
    })
    expect((await final).verdict.isFinal).toBe(true)
    await expect.poll(() => network.clock.sleeping()).toBe(0)
  })

  test('becomes final when an appeal found the same', async () => {
    const { network, task, right } = await answered()
    const { told, ended, until } = listen(task, { until: 'final' })
    await until('answer')
    const appeal = await appealAnswer(network, task.id)
    await until('appealed')
    await settleAll(network, appeal, right)
    expect(await ended).toMatchObject({ type: 'final' })
    const appealed = told.find((each) => each.type === 'appealed')
    expect(appealed).toMatchObject({ appeal, attempt: 1 })
  })

  test('that an appeal found wrong is an error, which leads to the right one', async () => {
    const { network, task, right, wrong } = await answered({ isWrong: true })
    const { ended, until } = listen(task, { until: 'final' })
    await until('answer')
    const appeal = await overturnAnswer(network, task.id, right)
    const error = {
      ...{ code: 'answer-overturned', task: task.id, appeal },
      outputCid: cidFromDigest(wrong),
    }
    expect(await ended).toMatchObject({ type: 'error', error })
    // Whoever comes later is not given it as an answer either.
    await expect(task.answer()).rejects.toMatchObject(error)
    const instead = await clientOf(network).resume(appeal)
    expect((await instead.answer()).outputCid).toBe(cidFromDigest(right))
  })

  test('that nobody can check any more is an error', async () => {
    const { network, task } = await answered()
    const { ended, until } = listen(task, { until: 'final' })
    await until('answer')
    const appeal = await appealAnswer(network, task.id)
    await settleAll(network, appeal, UNAVAILABLE)
    await until('appealed')
    const { verdict } = await task.answer()
    expect(verdict.isFinal).toBe(false)
    const { appealableUntil = 0 } =
      (await network.requester.getVerdict(task.id)) ?? {}
    await network.scene.reach(appealableUntil)
    await network.scene.postNewestRound()
    expect(await ended).toMatchObject({
      type: 'error',
      error: { code: 'answer-void', task: task.id, appeal },
    })
  })
})

describe('while finality is waited for', () => {
  test('a reorganization that takes the decision back is told, and all again', async () => {
    const { network, task, right } = await answered()
    const { told, ended, until } = listen(task, { until: 'final' })
    await until('answer')
    network.chain.reorganize({ depth: 1, keepTransactions: false })
    await until('reorganized')
    await settleAll(network, task.id, right)
    await until('answer', 2)
    await passAppealWindow(network, task.id)
    expect(await ended).toMatchObject({ type: 'final' })
    expect(typesOf(told).filter((type) => type === 'decided')).toHaveLength(2)
  })

  test('a server that answers once from an older block takes nothing back', async () => {
    const { network, task } = await answered()
    const { requester, clock } = network
    let isBehind = false
    const chain: typeof requester = {
      ...requester,
      getVerdict: async (id, options) => {
        const verdict = await requester.getVerdict(id, options)
        if (!isBehind) return verdict
        isBehind = false
        return verdict && { ...verdict, output: undefined }
      },
    }
    const handle = await clientOf(network, { chain }).resume(task.id)
    const { told, ended, until } = listen(handle, { until: 'final' })
    await until('answer')
    isBehind = true
    await clock.advance(seconds(20))
    await expect.poll(() => isBehind).toBe(false)
    await clock.advance(seconds(5))
    await passAppealWindow(network, task.id)
    expect(await ended).toMatchObject({ type: 'final' })
    expect(typesOf(told)).not.toContain('reorganized')
  })

  test('a chain that is out for a moment changes nothing', async () => {
    const { network, task } = await answered()
    const { requester, clock } = network
    let isDown = false
    const chain: typeof requester = {
      ...requester,
      getVerdict: async (id, options) => {
        if (isDown) throw new ChainUnreachableError()
        return requester.getVerdict(id, options)
      },
    }
    const handle = await clientOf(network, { chain }).resume(task.id)
    const { told, ended, until } = listen(handle, { until: 'final' })
    await until('answer')
    isDown = true
    await clock.advance(seconds(30))
    expect(typesOf(told)).toContain('reconnecting')
    isDown = false
    await clock.advance(seconds(5))
    await passAppealWindow(network, task.id)
    expect(await ended).toMatchObject({ type: 'final' })
  })

  test('leaving the loop releases everything', async () => {
    const { network, task } = await answered()
    for await (const { type } of task.updates({ until: 'final' }))
      if (type === 'answer') break
    await expect.poll(() => network.clock.sleeping()).toBe(0)
  })

  test('an undecided task ends as ever', async () => {
    const network = await openMemoryNetwork({ seats: 6 })
    const task = await clientOf(network).submit(requestOf(network))
    await network.vote(task.id, [1, 2, 3, 4, 5].map(digest))
    await network.requester.finalize(task.id)
    await expect(task.answer({ until: 'final' })).rejects.toMatchObject({
      code: 'task-refunded',
    })
  })
})

test('how far to follow is refused by name where it is neither', async () => {
  const { task } = await answered()
  const options = { until: 'finality' } as never
  await expect(task.answer(options)).rejects.toMatchObject({
    argument: 'until',
  })
})
