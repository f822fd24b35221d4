import { createClient, custom, hexToNumber } from 'viem'
import { expect, test } from 'vitest'
import { openedConnection } from '../../../test/opened-connection.js'
import { chainError } from './chain-error.js'
import type { OpenConnection } from './connection.js'
import { readLogs } from './read-logs.js'

type Range = {
  readonly fromBlock: `0x${string}`
  readonly toBlock: `0x${string}`
}

const deployment = {
  chainId: 1,
  consensus: `0x${'01'.repeat(20)}`,
  modelRegistry: `0x${'02'.repeat(20)}`,
  fromBlock: 0n,
} as const

/** A connection to an endpoint that answers `eth_getLogs` as told, and what it was asked. */
function connectTo(answer: (from: number, to: number) => unknown): {
  readonly connection: OpenConnection
  readonly asked: [number, number][]
} {
  const asked: [number, number][] = []
  const transport = custom(
    {
      request: async ({ params }: { readonly params: readonly [Range] }) => {
        const from = hexToNumber(params[0].fromBlock)
        const to = hexToNumber(params[0].toBlock)
        asked.push([from, to])
        return answer(from, to)
      },
    },
    { retryCount: 0 },
  )
  const client = createClient({ transport })
  return { connection: openedConnection(client, deployment), asked }
}

function logAt(blockNumber: number) {
  const word = `0x${'00'.repeat(32)}`
  return {
    address: deployment.consensus,
    topics: [],
    data: '0x',
    blockNumber: `0x${blockNumber.toString(16)}`,
    blockHash: word,
    transactionHash: word,
    logIndex: '0x0',
    transactionIndex: '0x0',
    removed: false,
  }
}

test('a large range is read part by part, without gap or overlap', async () => {
  const { connection, asked } = connectTo((_, to) => [logAt(to)])
  const range = { fromBlock: 10n, toBlock: 4500n }
  const logs = await readLogs(connection, range)
  expect(asked).toEqual([
    [10, 2009],
    [2010, 4009],
    [4010, 4500],
  ])
  expect(logs.map(({ blockNumber }) => blockNumber)).toEqual([
    2009n,
    4009n,
    4500n,
  ])
})

test('an endpoint that refuses the range is asked for less', async () => {
  const { connection, asked } = connectTo((from, to) => {
    if (to - from >= 600) throw rpcError(-32005, 'range is too large')
    return []
  })
  await readLogs(connection, { fromBlock: 0n, toBlock: 1999n })
  const answered = asked.filter(([from, to]) => to - from < 600)
  let next = 0
  for (const [from, to] of answered) {
    expect(from).toBe(next)
    next = to + 1
  }
  expect(next).toBe(2000)
  expect(asked.length).toBeLessThan(10)
})

test.each([
  ['HTTP 413', { name: 'HttpRequestError', status: 413, message: '' }],
  ['a bare limit', { code: -32005, message: 'limit exceeded' }],
  ['a limit of its own', { code: -32007, message: 'slow down' }],
  ['a refusal with a status', { code: -32600, message: 'less, please' }],
])('%s is answered by asking for less', async (_, refusal) => {
  const { connection, asked } = connectTo((from, to) => {
    if (to - from >= 600) throw Object.assign(new Error(), refusal)
    return []
  })
  await readLogs(connection, { fromBlock: 0n, toBlock: 1999n })
  expect(asked.at(-1)?.[1]).toBe(1999)
  expect(asked.filter(([from, to]) => to - from < 600)).toHaveLength(4)
})

test('a limit that stays at a single block is told as it is', async () => {
  const { connection } = connectTo(() => {
    throw rpcError(-32005, 'limit exceeded')
  })
  const read = readLogs(connection, { fromBlock: 0n, toBlock: 3n })
  const error = chainError(await read.catch((each) => each))
  expect(error.message).toContain('it limits what it answers: "limit exceeded"')
})

test('an endpoint that refuses a single block is told as it is', async () => {
  const { connection, asked } = connectTo(() => {
    throw rpcError(-32602, 'logs are switched off')
  })
  const read = readLogs(connection, { fromBlock: 0n, toBlock: 7n })
  await expect(read).rejects.toThrow('logs are switched off')
  expect(asked.at(-1)).toEqual([0, 0])
})

test('an endpoint that is away is not asked for less', async () => {
  const { connection, asked } = connectTo(() => {
    throw rpcError(4900, 'disconnected')
  })
  const read = readLogs(connection, { fromBlock: 0n, toBlock: 1999n })
  await expect(read).rejects.toThrow()
  expect(asked).toHaveLength(1)
})

test('an empty range asks for nothing', async () => {
  const { connection, asked } = connectTo(() => [])
  expect(await readLogs(connection, { fromBlock: 5n, toBlock: 4n })).toEqual([])
  expect(asked).toEqual([])
})

test('an abort stops between two parts', async () => {
  const controller = new AbortController()
  const { connection, asked } = connectTo(() => {
    controller.abort('enough')
    return []
  })
  const range = { fromBlock: 0n, toBlock: 9999n }
  const read = readLogs(connection, range, controller.signal)
  await expect(read).rejects.toBe('enough')
  expect(asked).toHaveLength(1)
})

function rpcError(code: number, message: string): Error {
  return Object.assign(new Error(message), { code })
}
