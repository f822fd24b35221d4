import { describe, expect, test } from 'vitest'
import {
  type MemoryNetwork,
  openMemoryNetwork,
} from '../../test/memory-network.js'
import { cidFromDigest, cidOf } from '../core/cid.js'
import { encodeManifest } from '../core/manifest.js'
import { encodeOutput } from '../core/output.js'
import type { TaskId } from '../core/task.js'
import { UNAVAILABLE } from '../core/unavailable.js'
import { verifyReceipt } from '../core/verify-receipt.js'
import type { Chain } from '../ports/chain.js'
import type { ContentStore } from '../ports/content-store.js'
import { digest } from '../testing/chain-fixture.js'
import type { TaskHandle } from './task/handle.js'
import type { TaskRequest } from './task/request.js'
import type { TaskUpdate } from './task/update.js'
import { TaskClient, type TaskClientOptions } from './task-client.js'

const fee = 10n ** 15n
const messages = [
  { role: 'user', content: 'What is the capital of France?' },
] as const

const clientOf = (
  { requester, content, clock }: MemoryNetwork,
  options: Partial<TaskClientOptions> = {},
) => new TaskClient({ chain: requester, content, clock, ...options })

const ask = (network: MemoryNetwork, change: Partial<TaskRequest> = {}) => ({
  model: network.model,
  messages,
  fee,
  committeeSize: 5,
  ...change,
})

/** Everything a task tells, to its end. */
async function collect(
  updates: AsyncIterable<TaskUpdate>,
): Promise<TaskUpdate[]> {
  const all: TaskUpdate[] = []
  for await (const update of updates) all.push(update)
  return all
}

/** Collects in the background, so that a test can act meanwhile. */
function listen(
  task: TaskHandle,
  options?: Parameters<TaskHandle['updates']>[0],
) {
  const told: TaskUpdate[] = []
  const ended = (async () => {
    for await (const update of task.updates(options)) told.push(update)
    return told.at(-1)
  })()
  ended.catch(() => {})
  const until = (type: TaskUpdate['type']) =>
    expect.poll(() => told.map((each) => each.type)).toContain(type)
  return { told, ended, until }
}

const typesOf = (updates: readonly TaskUpdate[]) =>
  updates.map((update) => update.type)

describe('an answer', () => {
  test('comes with its text, its document and a receipt that verifies', async () => {
    const network = await openMemoryNetwork({ reply: () => 'Paris, it is.' })
    const tasks = clientOf(network)
    const task = await tasks.submit(ask(network))
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
      hash: task.transaction,
    })
  })

  test('comes in the order of the votes, step by step', async () => {
    const network = await openMemoryNetwork()
    const task = await clientOf(network).submit(ask(network))
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
    const task = await clientOf(network).submit(ask(network))
    await network.agree(task.id)
    const late = typesOf(await collect(task.updates()))
    expect(late).toEqual(typesOf(await collect(task.updates())))
    expect(late.slice(0, 3)).toEqual([
      'prompt-stored',
      'posted',
      'committee-drawn',
    ])
    expect(late.slice(-2)).toEqual(['decided', 'answer'])
  })

  test('comes from one call, which tells every step once', async () => {
    const network = await openMemoryNetwork()
    const told: TaskUpdate[] = []
    const answering = clientOf(network).ask(ask(network), {
      onProgress: (update) => {
        told.push(update)
        if (update.type === 'posted') void network.agree(update.task)
      },
    })
    const { task } = await answering
    const once = typesOf(told).filter((type) => !type.startsWith('vote-'))
    expect(once).toEqual([
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
    const task = await clientOf(network).submit(ask(network))
    const right = await network.answer(task.id)
    const wrong = await network.publish(task.id, { tokens: [1] })
    await network.vote(task.id, [right, right, wrong, right, right])
    const { receipt, output } = await task.answer()
    expect(receipt.members.map(({ vote }) => vote)).toEqual([
      ...['agreed', 'agreed', 'wrong', 'agreed', 'agreed'],
    ])
    expect(receipt.members[2]).toMatchObject({
      output: cidFromDigest(wrong),
      earned: '0',
      slashed: `${10n ** 17n}`,
    })
    expect(verifyReceipt(receipt, encodeOutput(output)).ok).toBe(true)
  })

  test('may be an error that nodes agree on', async () => {
    const network = await openMemoryNetwork()
    const { id, answer } = await clientOf(network).submit(ask(network))
    const { model, prompt } = await clientOf(network).resume(id)
    const output = encodeOutput({
      ...{ type: 'aichain/output/1', model, prompt },
      ...{ finishReason: 'error', error: 'prompt-too-long' },
    })
    await network.content.put(output)
    const vote =
      `0x${Buffer.from(await crypto.subtle.digest('SHA-256', output as BufferSource)).toString('hex')}` as const
    await network.vote(id, [vote, vote, vote, vote, vote])
    expect(await answer()).toMatchObject({
      text: '',
      output: { finishReason: 'error', error: 'prompt-too-long' },
    })
  })
})
