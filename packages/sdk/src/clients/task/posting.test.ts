import { expect, test } from 'vitest'
import { faultyChain, tasksOn } from '../../../test/faulty-chain.js'
import { openMemoryNetwork } from '../../../test/memory-network.js'
import {
  clientOf,
  fee,
  requestOf,
  typesOf,
} from '../../../test/task-listener.js'
import { ChainUnreachableError } from '../../errors/chain.js'
import type { TaskUpdate } from './update.js'

/** Longer than any wait between two attempts. */
const wait = 1_000

test('the id that is told before the transaction is the task’s', async () => {
  const network = await openMemoryNetwork()
  const steps: TaskUpdate[] = []
  const onProgress = (update: TaskUpdate) => steps.push(update)
  const task = await clientOf(network).submit(requestOf(network), {
    onProgress,
  })
  const { id, prompt, transactionHash } = task
  expect(steps).toMatchObject([
    { type: 'awaiting-signature', task: id, prompt, fee },
    { type: 'transaction-sent', task: id, transactionHash },
    { type: 'prompt-stored', task: id, prompt },
    { type: 'posted', task: id, transactionHash, fee },
  ])
  expect(await network.requester.getTask(id)).toMatchObject({ share: fee / 5n })
})

test('asking the same twice makes two tasks', async () => {
  const network = await openMemoryNetwork()
  const tasks = clientOf(network)
  const request = requestOf(network)
  const [first, second] = await Promise.all([
    tasks.submit(request),
    tasks.submit(request),
  ])
  expect(first?.id).not.toBe(second?.id)
  expect(await tasksOn(network)).toBe(2)
})

test('a fee that is not named is the least that reaches the places demanded', async () => {
  const network = await openMemoryNetwork()
  const tasks = clientOf(network)
  const { model } = network
  const quote = await tasks.quote({ model, committeeSize: 5 })
  expect(quote.fee).toBe(quote.minimumFee)
  const { id } = await tasks.submit(requestOf(network, { fee: undefined }))
  const record = await network.requester.getTask(id)
  expect(record?.share).toBe(quote.share)
})

test('as long as nothing was sent, a chain that stays away is asked again, and told in the end', async () => {
  const network = await openMemoryNetwork()
  const { chain, attempts } = faultyChain(network, async () => {
    throw new ChainUnreachableError()
  })
  const submitting = clientOf(network, { chain }).submit(requestOf(network))
  submitting.catch(() => {})
  await expect.poll(attempts).toBe(1)
  await network.clock.advance(10 * wait)
  await expect(submitting).rejects.toBeInstanceOf(ChainUnreachableError)
  expect(attempts()).toBe(4)
  expect(network.content.blocks.size).toBe(network.stored)
})

test('the prompt may be stored later than the task is in a block', async () => {
  const network = await openMemoryNetwork()
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const content = {
    ...network.content,
    put: async (bytes: Uint8Array) => {
      await released
      return network.content.put(bytes)
    },
  }
  const steps: TaskUpdate[] = []
  const submitting = clientOf(network, { content }).submit(requestOf(network), {
    onProgress: (update) => steps.push(update),
  })
  await expect.poll(() => typesOf(steps)).toContain('posted')
  release()
  await submitting
  expect(typesOf(steps)).toEqual([
    ...['awaiting-signature', 'transaction-sent', 'posted', 'prompt-stored'],
  ])
})
