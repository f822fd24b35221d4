import type { CallOptions } from '@aichain/base'
import { getBalance, getBlock, getBlockNumber } from 'viem/actions'
import type { BlockReference } from '../../core/task/task.js'
import type { ChainReader } from '../../ports/chain.js'
import type { AnyClient } from './any-client.js'
import { type Connection, type OpenConnection, request } from './connection.js'
import { byPosition } from './protocol-event.js'
import { readBlock, referenceTo } from './read-block.js'
import { readEventsIn } from './read-events.js'
import { topicsOf, topicsOfTask } from './read-logs.js'
import { readModel, readModelAt, readModelCount } from './read-models.js'
import {
  readAllowance,
  readCredit,
  readLatestRound,
  readRound,
} from './read-money.js'
import {
  readList,
  readLists,
  readPlaces,
  readSeat,
  readSeatCount,
  readSeatOf,
} from './read-seats.js'
import {
  readAppeal,
  readAppealTerms,
  readCommittee,
  readHeld,
  readTask,
  readTerms,
  readVerdict,
} from './read-tasks.js'
import { watchChain } from './watch-chain.js'

type Call = <T>(
  operation: string,
  options: CallOptions | undefined,
  read: (connection: OpenConnection, signal: AbortSignal) => Promise<T>,
) => Promise<T>

/** The port's reading half over a connection: each call with its signal, timeout and errors. */
export function openReader(connection: Connection): ChainReader {
  const call: Call = (operation, options, read) =>
    request(connection, operation, options, read)
  return {
    deployment: connection.deployment,
    ...chainReads(call),
    ...taskReads(call),
    ...seatReads(call),
    ...moneyReads(call),
    watch: (options) => watchChain(connection, options),
  }
}

function chainReads(call: Call) {
  return {
    getHead: (options) =>
      call('getHead', options, ({ client }) => readHead(client)),
    getBlock: (number, options) =>
      call('getBlock', options, async ({ client }) => {
        const block = await readBlock(client, number)
        return block && referenceTo(block)
      }),
    getParameters: (options) =>
      call('getParameters', options, async ({ parameters }) => parameters),
    getModel: (model, options) =>
      call('getModel', options, (within) => readModel(within, model)),
    getModelCount: (options) => call('getModelCount', options, readModelCount),
    getModelAt: (index, options) =>
      call('getModelAt', options, (within) => readModelAt(within, index)),
    getRound: (round, options) =>
      call('getRound', options, (within) => readRound(within, round)),
    getLatestRound: (options) =>
      call('getLatestRound', options, readLatestRound),
    getEvents: (range, options) =>
      call('getEvents', options, (within, signal) =>
        readEvents(within, range, signal),
      ),
  } satisfies Partial<ChainReader>
}

function taskReads(call: Call) {
  return {
    getTask: (task, options) =>
      call('getTask', options, (within) => readTask(within, task)),
    getTerms: (task, options) =>
      call('getTerms', options, (within) => readTerms(within, task)),
    getCommittee: (task, options) =>
      call('getCommittee', options, (within) => readCommittee(within, task)),
    getVerdict: (task, options) =>
      call('getVerdict', options, (within) => readVerdict(within, task)),
    getAppeal: (task, options) =>
      call('getAppeal', options, (within) => readAppeal(within, task)),
    getAppealTerms: (terms, options) =>
      call('getAppealTerms', options, (within) =>
        readAppealTerms(within, terms),
      ),
    getHeld: (task, options) =>
      call('getHeld', options, (within) => readHeld(within, task)),
  } satisfies Partial<ChainReader>
}

function seatReads(call: Call) {
  return {
    getSeat: (seat, options) =>
      call('getSeat', options, (within) => readSeat(within, seat)),
    getSeatOf: (signer, options) =>
      call('getSeatOf', options, (within) => readSeatOf(within, signer)),
    getSeatCount: (options) => call('getSeatCount', options, readSeatCount),
    getList: (list, options) =>
      call('getList', options, (within) => readList(within, list)),
    getLists: (model, options) =>
      call('getLists', options, (within, signal) =>
        readLists(within, model, signal),
      ),
    getPlaces: (list, options) =>
      call('getPlaces', options, (within) => readPlaces(within, list, options)),
  } satisfies Partial<ChainReader>
}

function moneyReads(call: Call) {
  return {
    getCredit: (account, options) =>
      call('getCredit', options, (within) => readCredit(within, account)),
    getAllowance: (of, options) =>
      call('getAllowance', options, (within) => readAllowance(within, of)),
    getBalance: (address, options) =>
      call('getBalance', options, ({ client }) =>
        getBalance(client, { address }),
      ),
  } satisfies Partial<ChainReader>
}

async function readHead(client: AnyClient): Promise<BlockReference> {
  const { number, hash, timestamp } = await getBlock(client, {
    blockTag: 'latest',
  })
  return { number, hash, timestamp: Number(timestamp) }
}

async function readEvents(
  connection: OpenConnection,
  range: Parameters<ChainReader['getEvents']>[0],
  signal: AbortSignal,
) {
  const { fromBlock, task, account } = range
  const toBlock =
    range.toBlock ?? (await getBlockNumber(connection.client, { cacheTime: 0 }))
  const blocks = { fromBlock, toBlock }
  const topics =
    account === undefined ? [topicsOfTask(task)] : topicsOf(account)
  const found = await Promise.all(
    topics.map((each) =>
      readEventsIn(connection, { ...blocks, topics: each }, signal),
    ),
  )
  return found.flat().sort(byPosition)
}
