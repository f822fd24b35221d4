import {
  type Cid,
  TaskClient,
  TaskNotFoundError,
  type TaskUpdate,
} from '@aichain/sdk'
import {
  memoryChain,
  memoryContentStore,
  memoryModel,
} from '@aichain/sdk/testing'
import { beforeEach, expect, test } from 'vitest'
import { address, digest, question } from '../../test/support/receipt.js'
import { resumeTask, runTask, stopReason } from './run-task.js'

const fee = 10n ** 15n
let chain: ReturnType<typeof memoryChain>
let client: TaskClient
let model: Cid
let controller: AbortController
let told: TaskUpdate[]

beforeEach(async () => {
  chain = memoryChain()
  const content = memoryContentStore()
  const { bond } = await chain.connect(address('a')).getParameters()
  for (const digit of ['1', '2', '3']) {
    await chain.connect(address(digit)).join({ owner: address(digit), bond })
  }
  model = (await memoryModel(content)).model
  await chain.connect(address('a')).registerModel(model)
  chain.mine({ seconds: 60 })
  client = new TaskClient({ chain: chain.connect(address('a')), content })
  controller = new AbortController()
  told = []
})

const watch = () => ({
  signal: controller.signal,
  tell: (update: TaskUpdate) => {
    told.push(update)
  },
})

function run(prepare = async () => {}): Promise<void> {
  const messages = [{ role: 'user', content: question }] as const
  const request = { model, fee, committeeSize: 3, messages }
  return runTask(client, request, prepare, watch())
}

const types = () => told.map(({ type }) => type)

test('a task is told from its prompt to its end', async () => {
  const running = run()
  await expect.poll(types).toContain('committee-drawn')
  // Nobody votes.
  chain.mine({ seconds: 10_000 })
  await running
  expect(types().at(-1)).toBe('refund')
}, 30_000)

test('a wallet that keeps its user waiting does not keep a stop waiting', async () => {
  const running = run(() => new Promise(() => {}))
  const reason = stopReason()
  controller.abort(reason)
  await expect(running).rejects.toBe(reason)
  expect(told).toEqual([])
})

test('a task whose transaction is on its way is waited for', async () => {
  chain.setAutoMine(false)
  const left = new AbortController()
  const posting = run()
  await expect.poll(() => chain.pending()).toBe(1)
  // The page is left, and comes back.
  controller.abort(stopReason())
  await expect(posting).rejects.toThrow('Stopped.')
  const [stored] = told
  if (stored?.type !== 'awaiting-signature')
    expect.fail(JSON.stringify(types()))

  told = []
  controller = left
  const messages = [{ role: 'user', content: question }] as const
  const options = { patience: 30_000, messages }
  const resuming = resumeTask(client, stored.task, options, watch())
  chain.mine()
  await expect.poll(types, { timeout: 5_000 }).toContain('posted')
  controller.abort(stopReason())
  await expect(resuming).rejects.toThrow('Stopped.')
}, 30_000)

test('a task that never comes is given up', async () => {
  const resuming = resumeTask(client, digest('e'), { patience: 20 }, watch())
  await expect(resuming).rejects.toThrow(TaskNotFoundError)
})

test('waiting for a task can be stopped at once', async () => {
  const resuming = resumeTask(
    client,
    digest('e'),
    { patience: 60_000 },
    watch(),
  )
  const reason = stopReason()
  controller.abort(reason)
  await expect(resuming).rejects.toBe(reason)
})
