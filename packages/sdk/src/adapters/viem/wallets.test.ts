import { cidOf } from '@aichain/base'
import {
  createClient,
  createPublicClient,
  createWalletClient,
  custom,
  type EIP1193Parameters,
  http,
  publicActions,
} from 'viem'
import { mnemonicToAccount, nonceManager } from 'viem/accounts'
import { optimism } from 'viem/chains'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type Anvil,
  anvilChain,
  fund,
  startAnvil,
  testAccount,
} from '../../../test/anvil.js'
import {
  openViemNetwork,
  type ViemNetwork,
} from '../../../test/viem-network.js'
import {
  InsufficientFundsError,
  WalletMissingError,
  WrongChainError,
} from '../../errors/chain.js'
import { viemChain } from './viem-chain.js'

let anvil: Anvil
let network: ViemNetwork

beforeAll(async () => {
  anvil = await startAnvil()
})

afterAll(() => anvil?.stop())

beforeEach(async () => {
  network = await openViemNetwork(anvil)
})

const modelOf = (value: number) => cidOf(new Uint8Array([value]))

/** A wallet as browsers have them: keys elsewhere, its own mind about requests. */
function browserWallet(
  answer: (request: EIP1193Parameters) => Promise<unknown> | undefined = () =>
    undefined,
) {
  const account = testAccount(0).address
  const provider = {
    request: async (request: EIP1193Parameters) =>
      (await answer(request)) ??
      network.rpc(request.method, ...((request.params as unknown[]) ?? [])),
  }
  return createClient({ account, transport: custom(provider) })
}

describe('a browser wallet', () => {
  const open = (wallet: ReturnType<typeof browserWallet>) =>
    viemChain({
      client: network.client,
      wallet,
      deployment: network.deployment,
    })

  test('signs', async () => {
    const chain = open(browserWallet())
    await chain.registerModel(modelOf(1))
    expect(await chain.getModelCount()).toBe(1)
  })

  test.each([
    ['an object', { hash: `0x${'77'.repeat(32)}` }],
    ['text', 'sent'],
    ['a hash that is too short', '0x77'],
  ])('that answers %s is not taken to have sent', async (_, answer) => {
    const wallet = browserWallet(async ({ method }) =>
      method === 'eth_sendTransaction' ? answer : undefined,
    )
    const told: string[] = []
    const sent = open(wallet).registerModel(modelOf(1), {
      onProgress: ({ type }) => told.push(type),
    })
    await expect(sent).rejects.toMatchObject({ code: 'chain-refused' })
    expect(told).toEqual(['awaiting-signature'])
  })

  test.each([
    [4001, 'transaction-rejected'],
    [4100, 'wallet-unauthorized'],
    [4200, 'wallet-unsupported'],
    [4900, 'wallet-disconnected'],
    [4901, 'wallet-disconnected'],
    [-32002, 'wallet-busy'],
  ])('that answers with code %d is told as %s', async (code, told) => {
    let asked = 0
    const wallet = browserWallet(({ method }) => {
      if (method !== 'eth_sendTransaction') return undefined
      asked += 1
      return Promise.reject(Object.assign(new Error('no'), { code }))
    })
    const sent = open(wallet).registerModel(modelOf(1))
    await expect(sent).rejects.toMatchObject({ code: told })
    // A wallet that asks twice asks its user twice.
    expect(asked).toBe(1)
  })

  test('on another chain is never asked to sign', async () => {
    const methods: string[] = []
    const wallet = browserWallet(({ method }) => {
      methods.push(method)
      return method === 'eth_chainId' ? Promise.resolve('0x1') : undefined
    })
    const sent = open(wallet).registerModel(modelOf(1))
    await expect(sent).rejects.toMatchObject({ expected: 31337, actual: 1 })
    await expect(sent).rejects.toThrow(WrongChainError)
    expect(methods).not.toContain('eth_sendTransaction')
  })

  test('on another chain is told before any other reason', async () => {
    await open(browserWallet()).registerModel(modelOf(1))
    const wallet = browserWallet(({ method }) =>
      method === 'eth_chainId' ? Promise.resolve('0x1') : undefined,
    )
    const told: string[] = []
    // Registered already: on the right chain this would be refused.
    const sent = open(wallet).registerModel(modelOf(1), {
      onProgress: ({ type }) => told.push(type),
    })
    await expect(sent).rejects.toThrow(WrongChainError)
    expect(told).toEqual([])
  })

  test('that is switched during the call is not asked to sign', async () => {
    let looks = 0
    const methods: string[] = []
    const wallet = browserWallet(({ method }) => {
      methods.push(method)
      if (method !== 'eth_chainId') return undefined
      looks += 1
      return looks === 1 ? undefined : Promise.resolve('0x1')
    })
    const sent = open(wallet).registerModel(modelOf(1))
    await expect(sent).rejects.toThrow(WrongChainError)
    expect(methods).not.toContain('eth_sendTransaction')
  })

  test('that keeps the user waiting can be aborted at once', async () => {
    const wallet = browserWallet(({ method }) =>
      method === 'eth_sendTransaction' ? new Promise(() => {}) : undefined,
    )
    const controller = new AbortController()
    const sent = open(wallet).registerModel(modelOf(1), {
      signal: controller.signal,
    })
    controller.abort('closed the page')
    await expect(sent).rejects.toBe('closed the page')
  })
})

test('any kind of viem client will do', async () => {
  const { deployment } = network
  const account = testAccount(1)
  await fund(anvil.url, account.address)
  const transport = http(anvil.url)
  const chains = [
    viemChain({
      client: createPublicClient({ chain: anvilChain, transport }),
      wallet: createWalletClient({ account, chain: anvilChain, transport }),
      deployment,
    }),
    viemChain({
      client: createWalletClient({ account, transport }).extend(publicActions),
      deployment,
    }),
    // Clients made for another chain sign for the deployment's all the same.
    viemChain({
      client: createPublicClient({ chain: optimism, transport }),
      wallet: createWalletClient({ account, chain: optimism, transport }),
      deployment,
    }),
  ]
  for (const [index, chain] of chains.entries())
    await chain.registerModel(modelOf(index))
  expect(await chains[0]?.getModelCount()).toBe(3)
})

test('no account is told when the chain is made', () => {
  const { client, deployment } = network
  expect(() => viemChain({ client, deployment })).toThrow(WalletMissingError)
  // A wallet that was given is the one that signs, whatever the client has.
  const transport = http(anvil.url)
  const signing = createClient({ account: testAccount(1), transport })
  expect(() =>
    viemChain({ client: signing, wallet: client, deployment }),
  ).toThrow(WalletMissingError)
})

test('an account without ether is told what it would need', async () => {
  const account = mnemonicToAccount(
    'test test test test test test test test test test test junk',
    { addressIndex: 4711 },
  )
  const { client, deployment } = network
  const wallet = createClient({ account, transport: http(anvil.url) })
  const chain = viemChain({ client, wallet, deployment })
  const { bond } = network.parameters
  const joined = chain.join({ owner: account.address, amount: bond })
  await expect(joined).rejects.toThrow(InsufficientFundsError)
  await expect(joined).rejects.toMatchObject({
    account: account.address,
    value: bond,
  })
  // Enough for the value, not for the gas on top.
  await network.rpc('anvil_setBalance', account.address, '0x1')
  await expect(chain.registerModel(modelOf(1))).rejects.toThrow(
    InsufficientFundsError,
  )
})

describe('writes of one account at the same time', () => {
  const models = [1, 2, 3, 4, 5, 6, 7, 8].map(modelOf)

  test('do not take each other’s nonces', async () => {
    const chain = await network.connect(1)
    const receipts = await Promise.all(
      models.map((each) => chain.registerModel(each)),
    )
    expect(
      new Set(receipts.map(({ transactionHash }) => transactionHash)).size,
    ).toBe(8)
    expect(await chain.getModelCount()).toBe(8)
  })

  test('do not over two chain objects either', async () => {
    const chains = await Promise.all([network.connect(2), network.connect(2)])
    await Promise.all(
      models.map((each, index) => chains[index % 2]?.registerModel(each)),
    )
    expect(await chains[0]?.getModelCount()).toBe(8)
  })

  test('go on after one that fails', async () => {
    const chain = await network.connect(3)
    const known = modelOf(1)
    await chain.registerModel(known)
    const results = await Promise.allSettled(
      [known, ...models.slice(1)].map((each) => chain.registerModel(each)),
    )
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      ...Array(7).fill('fulfilled'),
    ])
  })

  test('leave a nonce manager of the user’s in charge', async () => {
    const account = { ...testAccount(4), nonceManager }
    await fund(anvil.url, account.address)
    const client = createClient({
      account,
      transport: http(anvil.url),
      pollingInterval: 20,
    })
    const chain = viemChain({ client, deployment: network.deployment })
    await Promise.all(
      models.slice(0, 4).map((each) => chain.registerModel(each)),
    )
    expect(await chain.getModelCount()).toBe(4)
  })
})
