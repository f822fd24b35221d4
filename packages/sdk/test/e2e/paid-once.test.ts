import type { Cid } from '@aichain/base'
import { type IpfsServer, startIpfsServer } from '@aichain/ipfs-server'
import {
  createClient,
  custom,
  type EIP1193Parameters,
  fallback,
  type Transport,
} from 'viem'
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
import { viemChain } from '../../src/adapters/viem/viem-chain.js'
import { TaskClient } from '../../src/clients/task-client.js'
import { feeOf } from '../../src/core/money/price.js'
import type { Chain } from '../../src/ports/chain.js'
import type { ContentStore } from '../../src/ports/content-store.js'
import { stakeOf } from '../../src/testing/chain-scene.js'
import { type Anvil, fund, startAnvil, testAccount } from '../anvil.js'
import { openViemNetwork, type ViemNetwork } from '../viem-network.js'

const fee = 10n ** 15n
/** Asks, and is never too early with a second try. */
const account = testAccount(9)

let anvil: Anvil
let ipfs: IpfsServer
let network: ViemNetwork
let content: ContentStore
let model: Cid
/** How often the store was asked to store something. */
let puts: number

beforeAll(async () => {
  anvil = await startAnvil()
})
afterAll(() => anvil?.stop())

beforeEach(async () => {
  ipfs = await startIpfsServer()
  network = await openViemNetwork(anvil)
  const store = kuboContentStore({ url: ipfs.rpcUrl })
  model = (await memoryModel(store)).model
  await network.openSeats({ model })
  puts = 0
  content = {
    ...store,
    put: (bytes, options) => {
      puts += 1
      return store.put(bytes, options)
    },
  }
  await (await network.connect(8)).registerModel(model)
  await fund(anvil.url, account.address)
})
afterEach(async () => {
  await network.rpc('anvil_dropAllTransactions')
  await network.rpc('evm_setAutomine', true)
  await ipfs?.stop()
})

type Answer = Promise<unknown> | undefined

/** The chain as an endpoint shows it that answers some requests in its own way. */
function endpoint(answer: (request: EIP1193Parameters) => Answer): Transport {
  const request = async (call: EIP1193Parameters) =>
    (await answer(call)) ??
    network.rpc(call.method, ...((call.params as unknown[]) ?? []))
  return custom({ request }, { retryCount: 0 })
}

const isSending = ({ method }: EIP1193Parameters) =>
  method === 'eth_sendRawTransaction'

function chainOver(transport: Transport): Chain {
  const client = createClient({ transport, account, pollingInterval: 20 })
  return viemChain({ client, deployment: network.deployment })
}

const tasksOver = (transport: Transport) =>
  new TaskClient({ chain: chainOver(transport), content })

const request = () => ({
  model,
  fee,
  messages: [{ role: 'user', content: 'Hello?' }] as const,
})

/** The tasks that the account has paid for. */
async function paidTasks() {
  const { address } = account
  const chain = chainOver(endpoint(() => undefined))
  const range = { fromBlock: network.deployment.fromBlock, account: address }
  const events = await chain.getEvents(range)
  return events
    .filter((event) => event.type === 'task-added')
    .map(({ task, order }) => ({ task, fee: feeOf(order) }))
}

const transactionCount = async () =>
  Number(
    await network.rpc('eth_getTransactionCount', account.address, 'latest'),
  )

test('a transaction that no block takes: time runs out, and the same task goes on', async () => {
  const tasks = tasksOver(endpoint(() => undefined))
  await network.rpc('evm_setAutomine', false)
  const error = await tasks
    .ask(request(), { timeout: 3_000 })
    .catch((error) => error)
  expect(error).toMatchObject({
    ...{ code: 'task-unconfirmed', isRetryable: false },
    cause: { timeout: 3_000 },
  })
  expect(error.transactionHash).toMatch(/^0x[0-9a-f]{64}$/)
  const resuming = tasks.resume(error.task)
  await network.rpc('evm_mine')
  await network.rpc('evm_setAutomine', true)
  const task = await resuming
  expect(task.transactionHash).toBe(error.transactionHash)
  expect(await paidTasks()).toMatchObject([{ task: error.task, fee }])
})

test('an endpoint that takes the transaction and loses its answer, and one that knows it already', async () => {
  const sent: string[] = []
  const losing = endpoint((call) => {
    if (!isSending(call)) return undefined
    sent.push('first')
    const [raw] = call.params as [string]
    return network.rpc(call.method, raw).then(() => {
      throw new Error('504 Gateway Timeout')
    })
  })
  const knowing = endpoint((call) => {
    if (!isSending(call)) return undefined
    sent.push('second')
    return Promise.reject(
      Object.assign(new Error('already known'), { code: -32000 }),
    )
  })
  const before = await transactionCount()
  const tasks = tasksOver(fallback([losing, knowing], { retryCount: 0 }))
  const task = await tasks.submit(request())
  expect(await paidTasks()).toMatchObject([{ task: task.id, fee }])
  expect(sent).toEqual(['first', 'second'])
  expect(await transactionCount()).toBe(before + 1)
  expect(puts).toBe(1)
})

test('an endpoint that takes the transaction, loses its answer, and finds the next one too low', async () => {
  const before = await transactionCount()
  let sends = 0
  const tasks = tasksOver(
    endpoint((call) => {
      if (!isSending(call)) return undefined
      sends += 1
      if (sends > 1) return undefined
      const [raw] = call.params as [string]
      return network.rpc(call.method, raw).then(() => {
        throw Object.assign(new Error('lost'), { code: -32603 })
      })
    }),
  )
  const task = await tasks.submit(request())
  expect(await paidTasks()).toMatchObject([{ task: task.id, fee }])
  expect(await transactionCount()).toBe(before + 1)
})

test('an endpoint that is gone once the wallet has signed', async () => {
  let isGone = false
  const tasks = new TaskClient({
    chain: chainOver(
      endpoint((call) => {
        isGone ||= isSending(call)
        return isGone ? Promise.reject(new Error('ECONNREFUSED')) : undefined
      }),
    ),
    content,
    patience: { inclusion: 500 },
  })
  const error = await tasks.ask(request()).catch((error) => error)
  expect(error).toMatchObject({ code: 'task-unconfirmed', isRetryable: false })
  expect(await paidTasks()).toEqual([])
  expect(puts).toBe(0)
})

test('one key in two processes, the first of which ended too early', async () => {
  const keyed = { ...request(), idempotencyKey: 'order 7' }
  const controller = new AbortController()
  const crashing = tasksOver(endpoint(() => undefined)).submit(keyed, {
    signal: controller.signal,
    onProgress: ({ type }) => {
      if (type === 'transaction-sent') controller.abort('crash')
    },
  })
  await expect(crashing).rejects.toBe('crash')
  const task = await tasksOver(endpoint(() => undefined)).submit(keyed)
  expect(await paidTasks()).toMatchObject([{ task: task.id, fee }])
  expect(await content.get(task.prompt)).toBeDefined()
  const other = tasksOver(endpoint(() => undefined)).ask({
    ...keyed,
    messages: [{ role: 'user', content: 'Something else' }],
  })
  await expect(other).rejects.toMatchObject({
    ...{ code: 'idempotency-key-reused', task: task.id },
  })
  expect(await paidTasks()).toHaveLength(1)
})

test.each<[string, (call: EIP1193Parameters) => Answer, string]>([
  [
    'declines',
    ({ method }) =>
      method === 'eth_sendTransaction'
        ? Promise.reject(Object.assign(new Error('no'), { code: 4001 }))
        : undefined,
    'transaction-rejected',
  ],
  [
    'is on another chain',
    ({ method }) =>
      method === 'eth_chainId' ? Promise.resolve('0x1') : undefined,
    'wrong-chain',
  ],
])('a wallet that %s leaves no prompt behind', async (_, answer, code) => {
  const wallet = createClient({
    account: account.address,
    transport: endpoint(answer),
  })
  const { client, deployment } = network
  const chain = viemChain({ client, wallet, deployment })
  const tasks = new TaskClient({ chain, content })
  const asking = tasks.ask(request())
  await expect(asking).rejects.toMatchObject({ code })
  expect(puts).toBe(0)
  expect(await paidTasks()).toEqual([])
})

test('a place that was offered in this epoch is not counted, and nothing is paid', async () => {
  const late = await network.connect(6)
  const { parameters } = network
  const amount = stakeOf(parameters)
  const { seat } = await late.join({ owner: late.account, amount })
  await late.offer({ seat, list: { model }, class: 0 })
  const tasks = tasksOver(endpoint(() => undefined))
  const order = { ...request(), committeeSize: 6 }
  const pending = await tasks.ask(order).catch((error) => error)
  expect(pending).toMatchObject({ code: 'not-enough-places', places: 5n })
  expect(await paidTasks()).toEqual([])
  await network.rpc('anvil_mine', 2, parameters.epoch)
  const task = await tasks.submit(order)
  expect(await paidTasks()).toMatchObject([{ task: task.id }])
})
