import { cidOf } from '@aichain/base'
import { createClient, http, webSocket } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Anvil,
  fund,
  startAnvil,
  testAccount,
} from '../../../test/anvil.js'
import { openTcpProxy, type TcpProxy } from '../../../test/tcp-proxy.js'
import {
  openViemNetwork,
  type ViemNetwork,
} from '../../../test/viem-network.js'
import {
  ChainUnreachableError,
  ContractNotFoundError,
  DeploymentMismatchError,
  WrongChainError,
} from '../../errors/chain.js'
import {
  SeedNotReadyError,
  TaskUnknownError,
} from '../../errors/contract-tasks.js'
import { viemChain, viemChainReader } from './viem-chain.js'

let anvil: Anvil
let network: ViemNetwork
let proxy: TcpProxy

beforeAll(async () => {
  anvil = await startAnvil()
  network = await openViemNetwork(anvil)
  proxy = await openTcpProxy(anvil.port)
})

afterAll(async () => {
  await proxy?.stop()
  await anvil?.stop()
})

const unknown = `0x${'11'.repeat(32)}` as const

describe('a deployment that is not there', () => {
  test('on this chain is told with its address', async () => {
    const { client, deployment } = network
    const address = `0x${'0a'.repeat(20)}` as const
    for (const part of ['consensus', 'modelRegistry'] as const) {
      const reader = viemChainReader({
        client,
        deployment: { ...deployment, [part]: address },
      })
      await expect(reader.getSeatCount()).rejects.toThrow(ContractNotFoundError)
      await expect(reader.getSeatCount()).rejects.toMatchObject({ address })
    }
  })

  test('whose addresses are swapped is told as that, of nothing sent', async () => {
    const { client, deployment } = network
    const { consensus, modelRegistry } = deployment
    const account = testAccount(1)
    const chain = viemChain({
      client,
      wallet: createClient({ transport: http(anvil.url), account }),
      deployment: {
        ...deployment,
        consensus: modelRegistry,
        modelRegistry: consensus,
      },
    })
    const calls = [
      chain.getParameters(),
      chain.registerModel(cidOf(new Uint8Array([1]))),
    ]
    for (const result of await Promise.allSettled(calls)) {
      const { reason } = result as PromiseRejectedResult
      expect(reason).toBeInstanceOf(DeploymentMismatchError)
      expect(reason.message).toContain(
        'the addresses of consensus and modelRegistry are swapped',
      )
      expect(reason.message).not.toMatch(/another|sent|send/)
    }
  })

  test('whose contract is another one is told with its name', async () => {
    const { client, deployment } = network
    const other = `0x${'0b'.repeat(20)}` as const
    const odd = `0x${'0c'.repeat(20)}` as const
    // One answers everything with one word, as a fallback may; one reverts.
    await network.rpc('anvil_setCode', other, '0x60005260206000f3')
    await network.rpc('anvil_setCode', odd, '0x60006000fd')
    const cases = [
      ['consensus', other],
      ['consensus', odd],
      ['modelRegistry', odd],
    ] as const
    for (const [part, address] of cases) {
      const reader = viemChainReader({
        client,
        deployment: { ...deployment, [part]: address },
      })
      const reading = reader.getSeatCount()
      await expect(reading).rejects.toThrow(DeploymentMismatchError)
      await expect(reading).rejects.toMatchObject({
        address,
        reason: `what answers at the address of ${part} is another contract, or another edition of it`,
      })
    }
  })

  test('that begins far ahead of the chain is refused', async () => {
    const { client, deployment } = network
    const near = { ...deployment, fromBlock: deployment.fromBlock + 100n }
    await viemChainReader({ client, deployment: near }).getHead()
    const far = { ...deployment, fromBlock: 10n ** 9n }
    const reading = viemChainReader({ client, deployment: far }).getHead()
    await expect(reading).rejects.toThrow(DeploymentMismatchError)
    await expect(reading).rejects.toThrow('1000000000')
  })

  test('on another chain is told with both ids', async () => {
    const deployment = { ...network.deployment, chainId: 7 }
    const reader = viemChainReader({ client: network.client, deployment })
    await expect(reader.getHead()).rejects.toThrow(WrongChainError)
    await expect(reader.getHead()).rejects.toMatchObject({
      expected: 7,
      actual: 31337,
    })
  })

  test('any more is told before anything is sent', async () => {
    const other = await startAnvil()
    const own = await openViemNetwork(other)
    const [chain] = await own.openSeats({ model: cidOf(new Uint8Array([1])) })
    for (const part of ['consensus', 'modelRegistry'] as const)
      await own.rpc('anvil_setCode', own.deployment[part], '0x')
    const calls = [
      () => chain?.getSeatCount(),
      () => chain?.exit(0),
      () => chain?.registerModel(cidOf(new Uint8Array([1]))),
    ]
    for (const call of calls)
      await expect(call()).rejects.toThrow(ContractNotFoundError)
    await other.stop()
  })

  test('ends a watcher at once', async () => {
    const deployment = { ...network.deployment, chainId: 7 }
    const reader = viemChainReader({ client: network.client, deployment })
    const updates = reader.watch({ fromBlock: 0n })[Symbol.asyncIterator]()
    await expect(updates.next()).rejects.toThrow(WrongChainError)
    expect(await updates.next()).toEqual({ done: true, value: undefined })
  })
})

test('errors of the contracts arrive from reads as well', async () => {
  const { client, deployment } = network
  const reader = viemChainReader({ client, deployment })
  await expect(reader.getCommittee(unknown)).rejects.toThrow(TaskUnknownError)
  await expect(reader.getCommittee(unknown)).rejects.not.toThrow(
    SeedNotReadyError,
  )
})

describe.each([
  ['HTTP', () => http(proxy.url, { retryCount: 0, timeout: 500 })],
  [
    'a WebSocket',
    () =>
      webSocket(proxy.wsUrl, {
        retryCount: 0,
        timeout: 500,
        // A socket of its own for each test: viem shares those of equal settings.
        reconnect: { attempts: 3, delay: 50 + Math.random() },
      }),
  ],
])('over %s', (_, transport) => {
  const open = async () => {
    const account = testAccount(1)
    await fund(anvil.url, account.address)
    const client = createClient({ transport: transport(), account })
    const { deployment } = network
    return viemChain({ client, deployment, pollingInterval: 20 })
  }

  test('a chain that is away is told, and works when it is back', async () => {
    const chain = await open()
    const before = await chain.getHead()
    await proxy.cut()
    try {
      await expect(chain.getHead()).rejects.toThrow(ChainUnreachableError)
      await expect(
        chain.registerModel(cidOf(new Uint8Array([1]))),
      ).rejects.toThrow(ChainUnreachableError)
    } finally {
      await proxy.restore()
    }
    await expect
      .poll(() => chain.getHead().catch(() => undefined), { timeout: 10_000 })
      .toEqual(before)
  })
})

test('a chain that accepts and never answers is told', async () => {
  const hanging = await openTcpProxy(anvil.port)
  hanging.freeze()
  try {
    const client = createClient({
      transport: http(hanging.url, { retryCount: 0, timeout: 200 }),
    })
    const reader = viemChainReader({ client, deployment: network.deployment })
    await expect(reader.getHead()).rejects.toThrow(ChainUnreachableError)
  } finally {
    await hanging.stop()
  }
})

test('a WebSocket that nobody answers is unreachable', async () => {
  const stopped = await startAnvil()
  await stopped.stop()
  const client = createClient({
    transport: webSocket(stopped.wsUrl, { reconnect: false, retryCount: 0 }),
  })
  const { deployment } = network
  const reader = viemChainReader({ client, deployment })
  await expect(reader.getHead()).rejects.toThrow(ChainUnreachableError)
})
