import type { Digest } from '@aichain/base'
import { type Cid, digestFromCid } from '@aichain/base'
import { encodeOutput } from '@aichain/inference'
import { type IpfsServer, startIpfsServer } from '@aichain/ipfs-server'
import { createClient, http } from 'viem'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  test,
} from 'vitest'
import { kuboContentStore } from '../../src/adapters/kubo/content-store.js'
import { memoryModel } from '../../src/adapters/memory/model.js'
import {
  viemChain,
  viemChainReader,
} from '../../src/adapters/viem/viem-chain.js'
import { ConsensusReader } from '../../src/clients/consensus-reader.js'
import type { TaskHandle } from '../../src/clients/task/handle.js'
import type { TaskUpdate } from '../../src/clients/task/update.js'
import { TaskClient } from '../../src/clients/task-client.js'
import { keptOf, lieCost } from '../../src/core/money/slash.js'
import { verifyReceipt } from '../../src/core/receipt/verify-receipt.js'
import { UNAVAILABLE } from '../../src/core/vote/unavailable.js'
import type { Chain } from '../../src/ports/chain.js'
import type { ContentStore } from '../../src/ports/content-store.js'
import { digest } from '../../src/testing/chain-fixture.js'
import { type Anvil, anvilChain, startAnvil, testAccount } from '../anvil.js'
import { listen, typesOf } from '../task-listener.js'
import { openViemNetwork, type ViemNetwork, votersOf } from '../viem-network.js'

const fee = 10n ** 15n
const request = (model: Cid) => ({
  model,
  fee,
  messages: [
    { role: 'user', content: 'What is the capital of France?' },
  ] as const,
})

let anvil: Anvil
let ipfs: IpfsServer
let network: ViemNetwork
let nodes: readonly Chain[]
let content: ContentStore
let model: Cid
let tasks: TaskClient

beforeAll(async () => {
  anvil = await startAnvil()
})
afterAll(() => anvil?.stop())

beforeEach(async () => {
  ipfs = await startIpfsServer()
  network = await openViemNetwork(anvil)
  content = kuboContentStore({ url: ipfs.rpcUrl })
  model = (await memoryModel(content)).model
  nodes = await network.openSeats({ model })
  const chain = await network.connect(9)
  await chain.registerModel(model)
  tasks = new TaskClient({ chain, content, patience: { closing: 0 } })
})
afterEach(() => ipfs?.stop())

/** Puts what an honest node would answer into IPFS. */
async function publish(task: TaskHandle, text: string): Promise<Digest> {
  const { model, prompt } = task
  const bytes = encodeOutput({
    ...{ type: 'aichain/output/1', model, prompt },
    ...{ finishReason: 'stop', text, tokens: [1, 2, 3] },
  })
  return digestFromCid(await content.put(bytes))
}

/** Every member commits, then every member reveals, as long as there is something to reveal for. */
async function vote(
  task: TaskHandle,
  outputOf: (member: number) => Digest,
): Promise<void> {
  const voters = await votersOf(nodes, task.id, outputOf)
  for (const voter of voters) await voter.commit()
  for (const voter of voters) {
    const record = await nodes[0]?.getTask(task.id)
    if (record?.state !== 'undecided') await voter.reveal()
  }
}

const passTime = (seconds: number) =>
  network.rpc('anvil_mine', 2, Math.ceil(seconds / 2) + 1)

test('a question is answered, with a liar among the nodes', async () => {
  const task = await tasks.submit(request(model))
  const { told, ended } = listen(task)
  const right = await publish(task, 'Paris.')
  const wrong = await publish(task, 'Lyon.')
  await vote(task, (member) => (member === 2 ? wrong : right))
  const last = await ended
  if (last.type !== 'answer') expect.fail(JSON.stringify(typesOf(told)))
  expect(last.answer.text).toBe('Paris.')
  expect(typesOf(told).filter((type) => !type.startsWith('vote'))).toEqual([
    ...['transaction-sent', 'prompt-stored', 'posted'],
    ...['committee-drawn', 'decided', 'answer'],
  ])
  const reader = new ConsensusReader({
    chain: viemChainReader({
      client: network.client,
      deployment: network.deployment,
    }),
    content,
  })
  const receipt = await reader.receipt(task.id)
  expect(receipt).toEqual(last.answer.receipt)
  const bytes = await content.get(receipt.output)
  expect(verifyReceipt(receipt, bytes)).toMatchObject({ ok: true })
  const [liar] = await reader.slashes(task.id)
  const amount = lieCost(await reader.task(task.id), network.parameters)
  expect(liar).toMatchObject({ member: 2, vote: 'wrong', amount })
  const seat = await reader.seat(liar?.seat ?? -1)
  expect(seat?.balance).toBe(network.parameters.bond - amount)
  expect((await reader.payouts(task.id)).map(({ member }) => member)).toEqual([
    0, 1, 3, 4,
  ])
})

test('one call asks and answers', async () => {
  const told: TaskUpdate[] = []
  const answering = tasks.ask(request(model), {
    timeout: 60_000,
    onProgress: (update) => told.push(update),
  })
  await expect.poll(() => typesOf(told)).toContain('posted')
  const posted = told.find((update) => update.type === 'posted')
  const task = await tasks.resume(posted?.task ?? '0x')
  expect(told[0]).toMatchObject({ type: 'awaiting-signature', task: task.id })
  const output = await publish(task, 'Paris.')
  await vote(task, () => output)
  expect((await answering).text).toBe('Paris.')
})

test('no agreement ends in a refund that can be withdrawn', async () => {
  const task = await tasks.submit(request(model))
  const { ended } = listen(task)
  await vote(task, (member) => digest(member + 1))
  const kept = keptOf({ committeeSize: 5 }, network.parameters)
  expect(await ended).toMatchObject({
    ...{ type: 'refund', reason: 'below-quorum' },
    ...{ amount: fee - kept, kept },
  })
  await tasks.withdraw()
})

test('input that nobody can fetch ends in a refund', async () => {
  const task = await tasks.submit(request(model))
  await vote(task, () => UNAVAILABLE)
  await expect(task.answer()).rejects.toMatchObject({
    code: 'task-refunded',
    reason: 'unavailable',
  })
})

test('a task without any vote is closed by the client', async () => {
  const task = await tasks.submit(request(model))
  const { ended, until } = listen(task)
  await until('committee-drawn')
  const { commitWindow, revealWindow } = network.parameters
  await passTime(commitWindow + revealWindow)
  expect(await ended).toMatchObject({ type: 'refund', reason: 'no-votes' })
})

test('a task that a reorganization moves is followed to its answer', async () => {
  const order = { ...request(model), nonce: 7n }
  const task = await tasks.submit(order)
  const { told, ended, until } = listen(task)
  await until('committee-drawn')
  await network.rpc('anvil_reorg', 1, [])
  await until('reorganized')
  const { text } = await (async () => {
    const again = await tasks.submit(order)
    const output = await publish(again, 'Paris.')
    const answer = again.answer()
    await vote(again, () => output)
    return answer
  })()
  expect(text).toBe('Paris.')
  // The same account, nonce and prompt: it is the same task again.
  expect(await ended).toMatchObject({ type: 'answer' })
  expect(typesOf(told).filter((type) => type === 'posted')).toHaveLength(2)
})

test('an IPFS server that stops, and one that comes back', async () => {
  const task = await tasks.submit(request(model))
  const output = await publish(task, 'Paris.')
  await vote(task, () => output)
  ipfs.faults.unreachable = true
  const { ended, until } = listen(task)
  await until('decided')
  ipfs.faults.unreachable = false
  expect(await ended).toMatchObject({ type: 'answer' })
})

test('falsified bytes are never shown', async () => {
  const task = await tasks.submit(request(model))
  const output = await publish(task, 'Paris.')
  await vote(task, () => output)
  ipfs.faults.tamper = (_, bytes) => bytes.map((byte) => byte ^ 1)
  await expect(task.answer()).rejects.toMatchObject({
    code: 'output-unavailable',
    cause: { code: 'content-tampered' },
  })
})

test('a chain that stops is told as the end', async () => {
  const own = await startAnvil()
  const there = await openViemNetwork(own)
  await there.openSeats({ model })
  const client = createClient({
    chain: anvilChain,
    account: testAccount(9),
    transport: http(own.url, { retryCount: 0 }),
    pollingInterval: 20,
  })
  const chain = viemChain({ client, deployment: there.deployment })
  const registrar = await there.connect(8)
  await there.connect(9)
  await registrar.registerModel(model)
  const watch: Chain['watch'] = (options) =>
    chain.watch({ ...options, unreachableAfter: 500 })
  const task = await new TaskClient({
    chain: { ...chain, watch },
    content,
  }).submit(request(model))
  const { ended, until } = listen(task)
  await until('committee-drawn')
  await own.stop()
  expect(await ended).toMatchObject({
    type: 'error',
    error: {
      ...{ code: 'chain-lost', task: task.id, isRetryable: false },
      cause: { code: 'chain-unreachable' },
    },
  })
})
