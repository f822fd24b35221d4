import { type Address, cidOf, digestOf, type Hex } from '@aichain/base'
import { createClient, custom, type EIP1193Parameters, http } from 'viem'
import {
  getTransaction,
  getTransactionCount,
  sendTransaction,
} from 'viem/actions'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  test,
} from 'vitest'
import {
  type Anvil,
  fund,
  startAnvil,
  testAccount,
} from '../../../test/anvil.js'
import { openTcpProxy } from '../../../test/tcp-proxy.js'
import {
  openViemNetwork,
  type ViemNetwork,
} from '../../../test/viem-network.js'
import {
  TransactionReplacedError,
  TransactionRevertedError,
} from '../../errors/chain.js'
import { ModelAlreadyRegisteredError } from '../../errors/contract-models.js'
import { CommitClosedError } from '../../errors/contract-votes.js'
import type { TransactionProgress } from '../../ports/chain.js'
import { viemChain } from './viem-chain.js'

/** Retries an expectation for as long as a busy machine may take. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })

const model = cidOf(new Uint8Array([1]))
const digest = digestOf(new Uint8Array([1]))

let anvil: Anvil
let network: ViemNetwork

beforeAll(async () => {
  anvil = await startAnvil()
})

afterAll(() => anvil?.stop())

beforeEach(async () => {
  network = await openViemNetwork(anvil)
})

// Nothing left over may meet the next test.
afterEach(async () => {
  await network.rpc('anvil_dropAllTransactions')
  await network.rpc('evm_setAutomine', true)
})

/** Starts a write that stays pending: no blocks are made until the test makes one. */
async function hold<T>(
  write: (options: {
    readonly onProgress: (progress: TransactionProgress) => void
  }) => Promise<T>,
): Promise<{ readonly hash: Hex; readonly outcome: Promise<T> }> {
  await network.rpc('evm_setAutomine', false)
  return new Promise((resolve, reject) => {
    const outcome = write({
      onProgress: (progress) => {
        if (progress.type !== 'transaction-sent') return
        resolve({ hash: progress.transactionHash, outcome })
      },
    })
    outcome.catch(reject)
  })
}

/** Sends another transaction of the same account with the same nonce, at a higher price. */
async function outbid(
  hash: Hex,
  change: { readonly to?: Address; readonly data?: Hex } = {},
): Promise<Hex> {
  const client = createClient({ transport: http(anvil.url) })
  const { to, input, nonce, maxFeePerGas, gas } = await getTransaction(client, {
    hash,
  })
  const price = 3n * (maxFeePerGas ?? 0n)
  return sendTransaction(client, {
    account: testAccount(1),
    chain: null,
    to,
    data: input,
    nonce,
    gas,
    maxFeePerGas: price,
    maxPriorityFeePerGas: price,
    ...change,
  })
}

test('what a pending transaction makes impossible is not sent', async () => {
  const [first, second] = [await network.connect(1), await network.connect(2)]
  const { outcome } = await hold((options) =>
    first.registerModel(model, options),
  )
  await expect(second.registerModel(model)).rejects.toThrow(
    ModelAlreadyRegisteredError,
  )
  await network.rpc('evm_mine')
  await outcome
})

test('a transaction sped up elsewhere is waited for under its new hash', async () => {
  const chain = await network.connect(1)
  const { hash, outcome } = await hold((options) =>
    chain.registerModel(model, options),
  )
  const faster = await outbid(hash)
  await network.rpc('evm_mine')
  expect(await outcome).toMatchObject({ transactionHash: faster })
  expect(await chain.getModelCount()).toBe(1)
})

test('a transaction that another one replaced is told', async () => {
  const chain = await network.connect(1)
  const { hash, outcome } = await hold((options) =>
    chain.registerModel(model, options),
  )
  const replacement = await outbid(hash, {
    to: testAccount(2).address,
    data: '0x',
  })
  await network.rpc('evm_mine')
  await expect(outcome).rejects.toThrow(TransactionReplacedError)
  await expect(outcome).rejects.toMatchObject({
    transactionHash: hash,
    replacementHash: replacement,
  })
})

test('a revert in the block itself is explained by the contract', async () => {
  const nodes = await network.openSeats({ model })
  const requester = await network.connect(6)
  const { task } = await requester.addTask({
    ...{ model, prompt: model, committeeSize: 5, nonce: 0n },
    ...{ share: network.parameters.minimumShare, roundTip: 0n },
    ...{ minimumPlaces: 5, seed: 'block' },
  })
  const [first] = await requester.getCommittee(task)
  const node = nodes.find(({ account }) => account === first?.signer)
  const { outcome } = await hold(
    async (options) =>
      await node?.commit({ task, member: 0, commitment: digest }, options),
  )
  await network.rpc('evm_increaseTime', network.parameters.commitWindow + 1)
  await network.rpc('evm_mine')
  await expect(outcome).rejects.toThrow(CommitClosedError)
  await expect(outcome).rejects.toMatchObject({ task })
})

test('a revert that no contract explains carries the transaction', async () => {
  const chain = await network.connect(1)
  const { hash, outcome } = await hold((options) =>
    chain.registerModel(model, options),
  )
  // An invalid instruction where the registry was.
  await network.rpc('anvil_setCode', network.deployment.modelRegistry, '0xfe')
  await network.rpc('evm_mine')
  await expect(outcome).rejects.toThrow(TransactionRevertedError)
  await expect(outcome).rejects.toMatchObject({ transactionHash: hash })
})

test('a connection lost while a transaction is pending costs nothing', async () => {
  const proxy = await openTcpProxy(anvil.port)
  const account = testAccount(1)
  await fund(anvil.url, account.address)
  const transport = http(proxy.url, { retryCount: 0, timeout: 400 })
  const client = createClient({ transport, account })
  const { deployment } = network
  const chain = viemChain({ client, deployment, pollingInterval: 20 })
  const { hash, outcome } = await hold((options) =>
    chain.registerModel(model, options),
  )
  await proxy.cut()
  await network.rpc('evm_mine')
  await proxy.restore()
  expect(await outcome).toMatchObject({ transactionHash: hash })
  await proxy.stop()
})

test('a nonce that another program took is replaced by the next', async () => {
  const account = testAccount(1)
  await fund(anvil.url, account.address)
  const rival = createClient({ transport: http(anvil.url), account })
  let rivals = 0
  const request = async (call: EIP1193Parameters) => {
    if (call.method === 'eth_sendRawTransaction' && rivals < 2) {
      rivals += 1
      await sendTransaction(rival, { to: account.address, chain: null })
      await eventually(() =>
        getTransactionCount(rival, { address: account.address }),
      ).toBeGreaterThanOrEqual(rivals)
    }
    return network.rpc(call.method, ...((call.params as unknown[]) ?? []))
  }
  const client = createClient({ transport: custom({ request }), account })
  const chain = viemChain({ client, deployment: network.deployment })
  await chain.registerModel(model)
  expect(rivals).toBe(2)
  expect(await chain.getModelCount()).toBe(1)
})

test('an abort rejects at once, and what was sent stays sent', async () => {
  const chain = await network.connect(1)
  const controller = new AbortController()
  const { outcome } = await hold((options) =>
    chain.registerModel(model, { ...options, signal: controller.signal }),
  )
  controller.abort('enough')
  await expect(outcome).rejects.toBe('enough')
  await network.rpc('evm_mine')
  await eventually(() => chain.getModelCount()).toBe(1)
})

test('a timeout is told as one', async () => {
  const chain = await network.connect(1)
  const { outcome } = await hold((options) =>
    chain.registerModel(model, { ...options, timeout: 300 }),
  )
  await expect(outcome).rejects.toMatchObject({
    code: 'operation-timeout',
    operation: 'registerModel',
  })
})
