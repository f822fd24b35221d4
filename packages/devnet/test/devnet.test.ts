import { createDevnet, type Devnet, type DevnetProgress } from '@aichain/devnet'
import { InvalidArgumentError } from '@aichain/sdk'
import { encodeOutput, verifyReceipt } from '@aichain/sdk/core'
import { getBalance, getBlock, getBlockNumber } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, chainOf, patientWindows, receiptOf } from './support/ask.js'
import { descendants, gone } from './support/processes.js'

const timeout = 300_000

describe('a network of five honest nodes', { timeout }, () => {
  let devnet: Devnet
  const progress: DevnetProgress[] = []

  beforeAll(async () => {
    devnet = await createDevnet({
      protocol: patientWindows,
      onProgress: (event) => progress.push(event),
    })
  }, timeout)

  afterAll(() => devnet?.stop())

  test('tells how it starts, stage by stage', () => {
    const finished = progress.flatMap((event) =>
      event.type === 'stage-finished' ? [event.stage] : [],
    )
    expect(finished).toEqual([
      'chain',
      'ipfs',
      'contracts',
      'model',
      'places',
      'nodes',
    ])
  })

  test('has a chain whose clock is that of the machine', async () => {
    const { client } = devnet
    const seconds = () => Date.now() / 1_000
    await expect
      .poll(async () => {
        const { timestamp } = await getBlock(client())
        return Math.abs(Number(timestamp) - seconds())
      })
      .toBeLessThan(5)
    const first = await getBlock(client(), { blockNumber: 0n })
    const { epoch } = devnet.parameters
    expect(Number(first.timestamp)).toBeLessThanOrEqual(seconds() - epoch)
  })

  test('has all its places from the beginning', async () => {
    const list = await chainOf(devnet).getList({ model: devnet.model })
    expect(list?.current).toEqual([5, 0, 0, 0])
    expect(devnet.models).toEqual([devnet.model])
    expect(devnet.nodes.map(({ model }) => model)).toEqual(
      Array(5).fill(devnet.model),
    )
  })

  test('listens on this machine only', () => {
    const urls = [
      devnet.rpcUrl,
      devnet.wsUrl,
      devnet.ipfs.rpcUrl,
      devnet.ipfs.gatewayUrl,
    ]
    for (const url of urls) expect(new URL(url).hostname).toBe('127.0.0.1')
  })

  test('hands out ten funded accounts, and a wallet for each', async () => {
    expect(devnet.accounts).toHaveLength(10)
    const wallet = devnet.wallet(9)
    expect(wallet.account.address).toBe(devnet.accounts[9]?.address)
    for (const index of [-1, 10, 0.5]) {
      expect(() => devnet.wallet(index)).toThrow(InvalidArgumentError)
    }
    const balance = await getBalance(devnet.client(), wallet.account)
    expect(balance).toBe(10_000n * 10n ** 18n)
  })

  test('makes blocks without being asked', async () => {
    const { client } = devnet
    const before = await getBlockNumber(client(), { cacheTime: 0 })
    await expect
      .poll(() => getBlockNumber(client(), { cacheTime: 0 }), {
        timeout: 5_000,
      })
      .toBeGreaterThan(before)
  })

  test('answers with five agreeing votes and a receipt that proves it', async () => {
    const answer = await ask(devnet)
    expect(answer.text).toBe('The capital of France is Paris.')
    const { output } = answer
    const votes = async () =>
      (await receiptOf(devnet, answer.task)).members.map(({ vote }) => vote)
    await expect.poll(votes).toEqual(Array(5).fill('agreed'))
    const receipt = await receiptOf(devnet, answer.task)
    const seats = receipt.members.map(({ seat }) => seat).sort()
    expect(seats).toEqual(devnet.nodes.map(({ seat }) => seat).sort())
    expect(verifyReceipt(receipt, encodeOutput(output)).ok).toBe(true)
  })

  test('answers a question whose committee the beacon draws', async () => {
    const answer = await ask(devnet, undefined, { seed: 'beacon' })
    expect(answer.text).toBe('The capital of France is Paris.')
    // A node brought the round, for its tip.
    const round = await chainOf(devnet).getLatestRound()
    expect(round).toBeGreaterThan(0)
  })

  test('answers two questions at once', async () => {
    const [one, two] = await Promise.all([ask(devnet), ask(devnet)])
    expect(one.task).not.toBe(two.task)
    expect(one.outputCid).toBe(two.outputCid)
  })

  test('goes on without a node that stopped, and with it again', async () => {
    const [, , , , last] = devnet.nodes
    await last?.stop()
    await last?.stop()
    await last?.start()
    const { task } = await ask(devnet)
    const agreed = async () =>
      (await receiptOf(devnet, task)).members.every(
        ({ vote }) => vote === 'agreed',
      )
    await expect.poll(agreed).toBe(true)
  })

  test('stops as often as it is told to, and leaves no process', async () => {
    await Promise.all([devnet.stop(), devnet.stop()])
    await devnet.stop()
    await devnet[Symbol.asyncDispose]()
    await gone(devnet.chainPid)
    expect(await devnet.over).toBeUndefined()
    await expect(fetch(devnet.rpcUrl)).rejects.toThrow()
    await expect(fetch(devnet.ipfs.gatewayUrl)).rejects.toThrow()
  })
})

test('what makes no sense is refused before anything starts', async () => {
  const progress: DevnetProgress[] = []
  const start = createDevnet({
    nodes: 2,
    onProgress: (event) => progress.push(event),
  })
  await expect(start).rejects.toMatchObject({ argument: 'nodes' })
  await expect(start).rejects.toThrow(InvalidArgumentError)
  expect(progress).toEqual([])
})

test.each([
  [{ slashBps: 10_001 }, 'slashBps'],
  [{ epoch: 20 }, 'epoch'],
  [{ revealWindow: 60, proofWindow: 30 }, 'proofWindow'],
])('the contract refuses %j by name', { timeout }, async (protocol, name) => {
  const start = createDevnet({ nodes: 3, protocol })
  await expect(start).rejects.toThrow(InvalidArgumentError)
  await expect(start).rejects.toMatchObject({ argument: `protocol.${name}` })
})

test.each(['chain', 'model', 'nodes'] as const)(
  'a start given up at "%s" leaves nothing behind',
  {
    timeout,
  },
  async (last) => {
    const controller = new AbortController()
    const reason = new Error('changed my mind')
    const start = createDevnet({
      nodes: 3,
      faults: { crash: 1 },
      signal: controller.signal,
      onProgress: ({ stage }) => {
        if (stage === last) controller.abort(reason)
      },
    })
    await expect(start).rejects.toBe(reason)
    await gone(...(await descendants(process.pid)))
  },
)
