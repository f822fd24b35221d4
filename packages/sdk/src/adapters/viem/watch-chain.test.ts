import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cid, cidOf } from '@aichain/base'
import {
  createClient,
  http,
  type Transport,
  type WebSocketTransport,
  webSocket,
} from 'viem'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test,
  vi,
} from 'vitest'
import { type Anvil, startAnvil } from '../../../test/anvil.js'
import { openTcpProxy, type TcpProxy } from '../../../test/tcp-proxy.js'
import {
  openViemNetwork,
  type ViemNetwork,
} from '../../../test/viem-network.js'
import { ChainUnreachableError } from '../../errors/chain.js'
import type { Chain, ChainReader, ChainUpdate } from '../../ports/chain.js'
import { viemChainReader } from './viem-chain.js'

let anvil: Anvil
let proxy: TcpProxy
let network: ViemNetwork
let chain: Chain

beforeAll(async () => {
  // viem prints each attempt to reconnect that fails.
  vi.spyOn(console, 'error').mockImplementation(() => {})
  anvil = await startAnvil()
})

afterAll(async () => {
  vi.restoreAllMocks()
  await anvil?.stop()
})

beforeEach(async () => {
  proxy = await openTcpProxy(anvil.port)
  network = await openViemNetwork(anvil)
  chain = await network.connect(1)
})

afterEach(() => proxy?.stop())

/** Retries an expectation for as long as a busy machine may take. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })

const modelOf = (value: number) => cidOf(new Uint8Array([value, value >> 8]))

const transports: readonly [string, () => Transport][] = [
  ['HTTP', () => http(proxy.url, { retryCount: 0, timeout: 400 })],
  ['a WebSocket', () => ownSocket()],
]

/** A socket of its own for each test: viem shares those of equal settings. */
function ownSocket(): WebSocketTransport {
  const reconnect = { attempts: 2, delay: 50 + Math.random() }
  return webSocket(proxy.wsUrl, { retryCount: 0, timeout: 400, reconnect })
}

function open(transport: Transport): ChainReader {
  const client = createClient({ transport })
  const { deployment } = network
  return viemChainReader({ client, deployment, pollingInterval: 20 })
}

/** Follows a watcher: the models it has told, less those it took back. */
function follow(updates: AsyncIterable<ChainUpdate>) {
  const told: { readonly model: Cid; readonly block: bigint }[] = []
  const forks: bigint[] = []
  const heads: bigint[] = []
  const end = (async () => {
    for await (const update of updates) {
      if (update.type === 'reorganized') {
        forks.push(update.ancestor)
        while ((told.at(-1)?.block ?? -1n) > update.ancestor) told.pop()
        continue
      }
      heads.push(update.head.number)
      for (const event of update.events)
        if (event.type === 'model-registered')
          told.push({ model: event.model, block: event.blockNumber })
    }
  })()
  // Looked at by the tests that expect an end.
  end.catch(() => {})
  return { models: () => told.map(({ model }) => model), forks, heads, end }
}

describe.each(transports)('over %s', (_, transport) => {
  let controller: AbortController

  beforeEach(() => {
    controller = new AbortController()
  })

  afterEach(() => controller.abort())

  const watch = (options: { unreachableAfter?: number } = {}) =>
    follow(
      open(transport()).watch({
        fromBlock: network.deployment.fromBlock,
        signal: controller.signal,
        ...options,
      }),
    )

  test('what happens while the connection is lost is told once it is back', async () => {
    const watcher = watch()
    await chain.registerModel(modelOf(1))
    await eventually(watcher.models).toEqual([modelOf(1)])
    await proxy.cut()
    await chain.registerModel(modelOf(2))
    await chain.registerModel(modelOf(3))
    await proxy.restore()
    await chain.registerModel(modelOf(4))
    await eventually(watcher.models).toEqual([1, 2, 3, 4].map(modelOf))
    expect(watcher.forks).toEqual([])
  })

  test('a connection that is lost again and again loses nothing', async () => {
    const watcher = watch()
    const models = [1, 2, 3, 4, 5, 6, 7, 8].map(modelOf)
    for (const model of models) {
      await proxy.cut()
      await chain.registerModel(model)
      await proxy.restore()
    }
    await eventually(watcher.models).toEqual(models)
  })

  test('a fork during a lost connection is told as well', async () => {
    const watcher = watch()
    const { blockNumber } = await chain.registerModel(modelOf(1))
    await chain.registerModel(modelOf(2))
    await chain.registerModel(modelOf(3))
    await eventually(watcher.models).toEqual([1, 2, 3].map(modelOf))
    await proxy.cut()
    await network.rpc('anvil_reorg', 2, [])
    await chain.registerModel(modelOf(4))
    await proxy.restore()
    await eventually(watcher.models).toEqual([1, 4].map(modelOf))
    expect(watcher.forks).toEqual([blockNumber])
  })

  test('a chain that stays away ends the watch with an error', async () => {
    const watcher = watch({ unreachableAfter: 300 })
    await chain.registerModel(modelOf(1))
    await eventually(watcher.models).toEqual([modelOf(1)])
    await proxy.cut()
    await expect(watcher.end).rejects.toThrow(ChainUnreachableError)
    await proxy.restore()
  })

  test('a chain that hangs ends the watch with an error', async () => {
    const watcher = watch({ unreachableAfter: 600 })
    await eventually(() => watcher.heads.length).toBeGreaterThan(0)
    proxy.freeze()
    await expect(watcher.end).rejects.toThrow(ChainUnreachableError)
  })

  test('an abort while it waits rejects with the reason', async () => {
    const watcher = watch()
    await eventually(() => watcher.heads.length).toBeGreaterThan(0)
    controller.abort('enough')
    await expect(watcher.end).rejects.toBe('enough')
  })

  test('closing it while it waits ends it at once', async () => {
    const updates = open(transport())
      .watch({ fromBlock: network.deployment.fromBlock })
      [Symbol.asyncIterator]()
    await updates.next()
    const waiting = updates.next()
    await updates.return?.()
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await updates.next()).toEqual({ done: true, value: undefined })
  })
})

test('after a break nothing is asked any more over HTTP', async () => {
  const reader = open(http(proxy.url))
  for await (const _ of reader.watch({ fromBlock: 0n })) break
  proxy.takeTraffic()
  // Many polling intervals; what does not come cannot be awaited.
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(proxy.takeTraffic()).toBe(0)
})

test('after a break no subscription is left on a WebSocket', async () => {
  const client = createClient({ transport: ownSocket() })
  const { deployment } = network
  const reader = viemChainReader({ client, deployment })
  const rpc = await client.transport.getRpcClient()
  const updates = reader.watch({ fromBlock: 0n })[Symbol.asyncIterator]()
  await updates.next()
  await eventually(() => rpc.subscriptions.size).toBe(1)
  await updates.return?.()
  await eventually(() => rpc.subscriptions.size).toBe(0)
})

test('a WebSocket tells of a block without being asked', async () => {
  const client = createClient({ transport: ownSocket() })
  const { deployment } = network
  // A poll this slow would never see it.
  const reader = viemChainReader({
    client,
    deployment,
    pollingInterval: 600_000,
  })
  const rpc = await client.transport.getRpcClient()
  const updates = reader.watch({ fromBlock: 0n })[Symbol.asyncIterator]()
  let head = await updates.next()
  const { number } = await chain.getHead()
  while (head.value?.type === 'blocks' && head.value.head.number < number)
    head = await updates.next()
  await eventually(() => rpc.subscriptions.size).toBe(1)
  const next = updates.next()
  await chain.registerModel(modelOf(1))
  expect((await next).value?.events).toMatchObject([{ model: modelOf(1) }])
  await updates.return?.()
})

test('thousands of blocks missed are told in order, each event once', async () => {
  const models: Cid[] = []
  for (let value = 0; value < 3; value += 1) {
    models.push(modelOf(value))
    await chain.registerModel(modelOf(value))
    await network.rpc('anvil_mine', 720)
  }
  const controller = new AbortController()
  const { fromBlock } = network.deployment
  const { signal } = controller
  const watcher = follow(open(http(anvil.url)).watch({ fromBlock, signal }))
  const { number } = await chain.getHead()
  await eventually(() => watcher.heads.at(-1)).toBe(number)
  controller.abort()
  expect(watcher.models()).toEqual(models)
  expect(watcher.heads).toEqual(watcher.heads.toSorted((a, b) => Number(a - b)))
  expect(new Set(watcher.heads).size).toBe(watcher.heads.length)
})

test('a deep reorganization is found to the block', async () => {
  // A chain of its own: anvil forgets old states, and turns back to nothing.
  const own = await startAnvil()
  const { deployment, ...operator } = await openViemNetwork(own)
  const writer = await operator.connect(1)
  const controller = new AbortController()
  try {
    const { blockNumber } = await writer.registerModel(modelOf(1))
    for (let value = 2; value <= 20; value += 1)
      await writer.registerModel(modelOf(value))
    const watcher = follow(
      writer.watch({
        fromBlock: deployment.fromBlock,
        signal: controller.signal,
      }),
    )
    await eventually(() => watcher.models().length).toBe(20)
    await operator.rpc('anvil_reorg', 19, [])
    await writer.registerModel(modelOf(99))
    await eventually(watcher.models).toEqual([1, 99].map(modelOf))
    expect(watcher.forks).toEqual([blockNumber])
  } finally {
    controller.abort()
    await own.stop()
  }
})

test('a watch from a block to come tells of the blocks before it too', async () => {
  const { number } = await chain.getHead()
  const controller = new AbortController()
  const { signal } = controller
  const fromBlock = number + 3n
  const watcher = follow(open(http(anvil.url)).watch({ fromBlock, signal }))
  await eventually(() => watcher.heads.at(-1)).toBe(number)
  await chain.registerModel(modelOf(1))
  await chain.registerModel(modelOf(2))
  await chain.registerModel(modelOf(3))
  await eventually(() => watcher.heads.at(-1)).toBe(number + 3n)
  expect(watcher.models()).toEqual([modelOf(3)])
  controller.abort()
})

test('a chain that is killed and started again from its state goes on', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'aichain-anvil-'))
  const state = join(folder, 'state.json')
  const first = await startAnvil({ state })
  const own = await openViemNetwork(first)
  const before = await own.connect(1)
  const client = createClient({ transport: http(first.url, { retryCount: 0 }) })
  const { deployment } = own
  const reader = viemChainReader({ client, deployment, pollingInterval: 20 })
  const controller = new AbortController()
  const { signal } = controller
  const watcher = follow(reader.watch({ fromBlock: 0n, signal }))
  await before.registerModel(modelOf(1))
  await eventually(watcher.models).toEqual([modelOf(1)])
  await first.stop()
  const second = await startAnvil({ state, port: first.port })
  try {
    await before.registerModel(modelOf(2))
    await eventually(watcher.models).toEqual([1, 2].map(modelOf))
  } finally {
    controller.abort()
    await second.stop()
    await rm(folder, { recursive: true })
  }
})
