import {
  type Cid,
  NodeRunner,
  TaskClient,
  TaskNotFoundError,
  type TaskUpdate,
} from '@aichain/sdk'
import {
  memoryChain,
  memoryContentStore,
  memoryEngine,
  memoryJournal,
  memoryModel,
} from '@aichain/sdk/testing'
import { beforeEach, expect, test } from 'vitest'
import { address, digest, question } from '../../test/support/receipt.js'
import { followAnswer, resumeTask, runTask, stopReason } from './run-task.js'

let chain: ReturnType<typeof memoryChain>
let content: ReturnType<typeof memoryContentStore>
let client: TaskClient
let model: Cid
let controller: AbortController
let told: TaskUpdate[]

beforeEach(async () => {
  chain = memoryChain()
  content = memoryContentStore()
  const { bond, epoch } = await chain.connect(address('a')).getParameters()
  model = (await memoryModel(content)).model
  await chain.connect(address('a')).registerModel(model)
  for (const digit of ['1', '2', '3']) {
    const node = chain.connect(address(digit))
    const amount = 2n * bond
    const { seat } = await node.join({ owner: address(digit), amount })
    await node.offer({ seat, list: { model }, class: 0 })
  }
  // Places count from the next epoch on.
  chain.mine({ seconds: epoch })
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
  const request = { model, committeeSize: 3, messages }
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

/** Enough of them for an appeal, were there a reason. */
async function startNodes(digits: readonly string[]): Promise<NodeRunner[]> {
  const nodes = digits.map(
    (digit) =>
      new NodeRunner({
        chain: chain.connect(address(digit)),
        content,
        engine: memoryEngine(),
        journal: memoryJournal(),
        model,
      }),
  )
  for (const node of nodes) {
    await node.join()
    await node.start()
  }
  return nodes
}

test('an answer is followed until nothing can change it', async () => {
  const nodes = await startNodes(['1', '2', '3', '4', '5', '6'])
  const { appealWindow, epoch, outage } = await chain
    .connect(address('a'))
    .getParameters()
  chain.mine({ seconds: epoch })
  try {
    await run()
    expect(types().at(-1)).toBe('answer')
    const [signing] = told
    if (signing?.type !== 'awaiting-signature') expect.fail(String(types()))
    told = []
    const following = followAnswer(client, signing.task, watch())
    await expect.poll(types).toContain('answer')
    expect(types()).not.toContain('final')
    // Longer than a beacon that says nothing is waited for.
    chain.mine({ seconds: 10_000 + appealWindow + outage })
    await following
    expect(types().at(-1)).toBe('final')
  } finally {
    await Promise.all(nodes.map((node) => node.stop({ grace: 0 })))
  }
}, 60_000)
