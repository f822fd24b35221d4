import { cidFromDigest, digestOf } from '@aichain/base'
import { encodeOutput, type Output } from '@aichain/inference'
import { describe, expect, test } from 'vitest'
import { openMemoryNetwork } from '../../test/memory-network.js'
import {
  clientOf,
  collect,
  listen,
  requestOf,
  typesOf,
} from '../../test/task-listener.js'
import { lieCost } from '../core/money/slash.js'
import { verifyReceipt } from '../core/receipt/verify-receipt.js'
import { AnswerFailedError } from '../errors/task.js'
import type { TaskUpdate } from './task/update.js'

describe('an answer', () => {
  test('comes with its text, its document and a receipt that verifies', async () => {
    const network = await openMemoryNetwork({ reply: () => 'Paris, it is.' })
    const tasks = clientOf(network)
    const task = await tasks.submit(requestOf(network))
    await network.agree(task.id)
    const answer = await task.answer()
    expect(answer).toMatchObject({ text: 'Paris, it is.', task: task.id })
    const bytes = await network.content.get(answer.outputCid)
    expect(bytes).toEqual(encodeOutput(answer.output))
    const verified = verifyReceipt(answer.receipt, bytes)
    expect(verified).toMatchObject({ ok: true })
    expect(
      verifyReceipt(JSON.parse(JSON.stringify(answer.receipt)), bytes).ok,
    ).toBe(true)
    expect(answer.receipt.transactions[0]).toEqual({
      type: 'task-added',
      hash: task.transactionHash,
    })
  })

  test('comes in the order of the votes, step by step', async () => {
    const network = await openMemoryNetwork()
    const task = await clientOf(network).submit(requestOf(network))
    const { told, ended, until } = listen(task)
    const { scene, chain } = network
    await until('posted')
    chain.mine()
    await until('committee-drawn')
    const output = await network.answer(task.id)
    const votes = [output, output, output, output, output]
    await scene.commit(task.id, votes)
    await scene.reveal(task.id, votes)
    await ended
    const cid = cidFromDigest(output)
    expect(typesOf(told)).toEqual([
      'transaction-sent',
      'prompt-stored',
      'posted',
      'committee-drawn',
      ...Array(5).fill('vote-committed'),
      ...Array(5).fill('vote-revealed'),
      'decided',
      'answer',
    ])
    const commits = told.filter((each) => each.type === 'vote-committed')
    expect(commits.map(({ count, of }) => [count, of])).toEqual([
      ...[
        [1, 5],
        [2, 5],
        [3, 5],
      ],
      ...[
        [4, 5],
        [5, 5],
      ],
    ])
    const reveals = told.filter((each) => each.type === 'vote-revealed')
    expect(reveals.map((each) => each.output)).toEqual(Array(5).fill(cid))
    const decided = told.find((each) => each.type === 'decided')
    expect(decided).toMatchObject({ output: cid, winners: [0, 1, 2, 3, 4] })
    expect(new Set(told.map((each) => each.at))).toEqual(
      new Set([network.clock.now()]),
    )
  })

  test('is told in full to whoever asks late', async () => {
    const network = await openMemoryNetwork()
    const task = await clientOf(network).submit(requestOf(network))
    await network.agree(task.id)
    const late = typesOf(await collect(task.updates()))
    expect(late).toEqual(typesOf(await collect(task.updates())))
    expect(late.slice(0, 4)).toEqual([
      'transaction-sent',
      'prompt-stored',
      'posted',
      'committee-drawn',
    ])
    expect(late.slice(-2)).toEqual(['decided', 'answer'])
  })

  test('comes from one call, which tells every step once', async () => {
    const network = await openMemoryNetwork()
    const told: TaskUpdate[] = []
    const answering = clientOf(network).ask(requestOf(network), {
      onProgress: (update) => {
        told.push(update)
        if (update.type === 'posted') void network.agree(update.task)
      },
    })
    const { task } = await answering
    const once = typesOf(told).filter((type) => !type.startsWith('vote-'))
    expect(once).toEqual([
      'awaiting-signature',
      'transaction-sent',
      'prompt-stored',
      'posted',
      'committee-drawn',
      'decided',
      'answer',
    ])
    expect(told[0]).toMatchObject({ task })
  })

  test('survives a liar, who is seen and slashed in the receipt', async () => {
    const network = await openMemoryNetwork()
    const task = await clientOf(network).submit(requestOf(network))
    const right = await network.answer(task.id)
    const wrong = await network.publish(task.id, { tokens: [1] })
    await network.vote(task.id, [right, right, wrong, right, right])
    const { scene } = network
    const { receipt, output } = await task.answer()
    expect(receipt.members.map(({ vote }) => vote)).toEqual([
      ...['agreed', 'agreed', 'wrong', 'agreed', 'agreed'],
    ])
    expect(receipt.members[2]).toMatchObject({
      output: cidFromDigest(wrong),
      earned: '0',
      slashed: `${lieCost(await scene.task(task.id), scene.parameters)}`,
    })
    expect(verifyReceipt(receipt, encodeOutput(output)).ok).toBe(true)
  })

  test('that is an error which nodes agree on is no answer, and carries all', async () => {
    const network = await openMemoryNetwork()
    const task = await clientOf(network).submit(requestOf(network))
    const { id, model, prompt } = task
    const output: Output = {
      ...{ type: 'aichain/output/1', model, prompt },
      ...{ finishReason: 'error', error: 'prompt-too-long' },
    }
    const bytes = encodeOutput(output)
    const outputCid = await network.content.put(bytes)
    const vote = digestOf(bytes)
    await network.vote(id, [vote, vote, vote, vote, vote])
    const told = await collect(task.updates())
    expect(told.map(({ type }) => type)).not.toContain('answer')
    const error = await task.answer().catch((error) => error)
    expect(told.at(-1)).toMatchObject({ type: 'error', error: { ...error } })
    expect(error).toBeInstanceOf(AnswerFailedError)
    expect(error).toMatchObject({
      ...{ task: id, transactionHash: task.transactionHash },
      ...{ reason: 'prompt-too-long', output, outputCid, isRetryable: false },
    })
    expect(error.message).toContain('prompt-too-long')
    expect(verifyReceipt(error.receipt, bytes).ok).toBe(true)
  })
})

describe('several tasks at once', () => {
  test('have the ids they were promised, and each its own answer', async () => {
    const network = await openMemoryNetwork()
    const { chain } = network
    chain.setAutoMine(false)
    const tasks = clientOf(network)
    const promised: string[] = []
    const texts = ['one', 'two', 'three', 'four']
    const posting = texts.map((content) =>
      tasks.submit(
        requestOf(network, { messages: [{ role: 'user', content }] }),
        {
          onProgress: (update) => {
            if (update.type === 'awaiting-signature') promised.push(update.task)
          },
        },
      ),
    )
    await expect.poll(() => chain.pending()).toBe(texts.length)
    chain.mine()
    const handles = await Promise.all(posting)
    expect(new Set(promised).size).toBe(texts.length)
    expect([...promised].sort()).toEqual(handles.map(({ id }) => id).sort())
    chain.setAutoMine(true)
    const answering = handles.map((task) => task.answer())
    for (const { id } of [...handles].reverse()) await network.agree(id)
    const answers = await Promise.all(answering)
    for (const [index, answer] of answers.entries()) {
      expect(answer.task).toBe(handles[index]?.id)
      expect(answer.output.prompt).toBe(handles[index]?.prompt)
    }
  })

  test('two streams of one task are independent', async () => {
    const network = await openMemoryNetwork()
    const task = await clientOf(network).submit(requestOf(network))
    for await (const _ of task.updates()) break
    const { ended } = listen(task)
    const answer = task.answer()
    await network.agree(task.id)
    expect((await ended).type).toBe('answer')
    expect((await answer).task).toBe(task.id)
  })
})

describe('after a restart', () => {
  test('another client goes on with the task', async () => {
    const network = await openMemoryNetwork()
    const { id } = await clientOf(network).submit(requestOf(network))
    await network.agree(id)
    const task = await clientOf(network).resume(id)
    expect(task).toMatchObject({ id, model: network.model })
    expect((await task.answer()).task).toBe(id)
  })

  test('a task that was sent but not seen in a block is found again', async () => {
    const network = await openMemoryNetwork()
    const { chain } = network
    chain.setAutoMine(false)
    const controller = new AbortController()
    let promised: string | undefined
    const posting = clientOf(network).submit(requestOf(network), {
      signal: controller.signal,
      onProgress: (update) => {
        if (update.type === 'awaiting-signature') promised = update.task
      },
    })
    posting.catch(() => {})
    await expect.poll(() => chain.pending()).toBe(1)
    controller.abort('crash')
    await expect(posting).rejects.toBe('crash')
    const id = promised as `0x${string}`
    const early = clientOf(network).resume(id, { timeout: 5_000 })
    early.catch(() => {})
    await network.clock.advance(5_000)
    await expect(early).rejects.toMatchObject({ code: 'task-not-found' })
    const resuming = clientOf(network).resume(id)
    await network.clock.advance(30_000)
    chain.mine()
    chain.setAutoMine(true)
    await network.clock.advance(1_000)
    const task = await resuming
    await network.agree(id)
    expect((await task.answer()).task).toBe(id)
  })

  test('what is no task id is refused', async () => {
    const network = await openMemoryNetwork()
    await expect(clientOf(network).resume('0x12')).rejects.toMatchObject({
      code: 'invalid-argument',
    })
  })
})

describe('money', () => {
  test('a quote says what an answer costs and how sure it is', async () => {
    const network = await openMemoryNetwork({ seats: 40 })
    const { model } = network
    const request = { model, committeeSize: 7, adversaryShare: 0.2 }
    const quote = await clientOf(network).quote(request)
    expect(quote).toMatchObject({
      model,
      committeeSize: 7,
      quorum: 5,
      fee: 7n * 10n ** 13n,
      minimumFee: 7n * 10n ** 13n,
      maximumFee: 7n * 10n ** 17n,
      places: 40,
      adversaryShare: 0.2,
      outageRate: 0,
      maximumWait: 1200,
    })
    // Of C(40, 7) committees, those with at least 5, and at least 3, of 8 seats.
    expect(quote.probabilityWrong).toBeCloseTo(28_680 / 18_643_560, 14)
    expect(quote.probabilityStuck).toBeCloseTo(2_389_640 / 18_643_560, 14)
    expect(quote.quorumProbability).toBeCloseTo(16_253_920 / 18_643_560, 14)
  })

  test('nothing is quoted for more members than there are places', async () => {
    const network = await openMemoryNetwork()
    const { model } = network
    const quote = clientOf(network).quote({ model, committeeSize: 7 })
    await expect(quote).rejects.toMatchObject({
      code: 'not-enough-places',
      places: 5n,
      required: 7n,
    })
  })

  test.each([
    { committeeSize: 2 },
    { committeeSize: 16 },
    { committeeSize: 3.5 },
    { adversaryShare: -0.1 },
    { adversaryShare: 1.1 },
    { adversaryShare: Number.NaN },
    { outageRate: -0.1 },
    { outageRate: 1.1 },
  ])('nothing is quoted for %o', async (request) => {
    const network = await openMemoryNetwork()
    const { model } = network
    const quote = clientOf(network).quote({ model, ...request })
    await expect(quote).rejects.toMatchObject({
      code: 'invalid-argument',
    })
  })

  test('a refund is withdrawn', async () => {
    const network = await openMemoryNetwork()
    const tasks = clientOf(network)
    const task = await tasks.submit(requestOf(network))
    const names = ['absent', 'absent', 'absent', 'absent', 'absent'] as const
    await network.vote(task.id, names)
    await network.requester.finalize(task.id)
    const { account } = network.requester
    const before = await network.requester.getBalance(account)
    const { gasCost } = await tasks.withdraw()
    const after = await network.requester.getBalance(account)
    expect(after - before + gasCost).toBe(10n ** 15n)
    await expect(tasks.withdraw()).rejects.toMatchObject({
      code: 'nothing-to-withdraw',
    })
  })
})
