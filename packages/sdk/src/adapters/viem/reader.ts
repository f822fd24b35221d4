import type { CallOptions } from '@aichain/base'
import { getBalance, getBlockNumber } from 'viem/actions'
import type { ChainReader } from '../../ports/chain.js'
import { type Connection, request } from './connection.js'
import { protocolEvents } from './protocol-event.js'
import {
  readCommittee,
  readCredit,
  readHead,
  readModel,
  readModelAt,
  readModelCount,
  readParameters,
  readResult,
  readSeat,
  readSeatCount,
  readSeatOf,
  readStayingSeatCount,
  readTask,
} from './read-contracts.js'
import { readLogs, topicsOf, topicsOfTask } from './read-logs.js'
import { watchChain } from './watch-chain.js'

/** The port's reading half over a connection: each call with its signal, timeout and errors. */
export function openReader(connection: Connection): ChainReader {
  const call = <T>(
    operation: string,
    options: CallOptions | undefined,
    read: (connection: Connection, signal: AbortSignal) => Promise<T>,
  ) => request(connection, operation, options, read)
  return {
    deployment: connection.deployment,
    getHead: (options) =>
      call('getHead', options, ({ client }) => readHead(client)),
    getParameters: (options) => call('getParameters', options, readParameters),
    getTask: (task, options) =>
      call('getTask', options, (within) => readTask(within, task)),
    getCommittee: (task, options) =>
      call('getCommittee', options, (within) => readCommittee(within, task)),
    getResult: (task, options) =>
      call('getResult', options, (within) => readResult(within, task)),
    getSeat: (seat, options) =>
      call('getSeat', options, (within) => readSeat(within, seat)),
    getSeatOf: (signer, options) =>
      call('getSeatOf', options, (within) => readSeatOf(within, signer)),
    getSeatCount: (options) => call('getSeatCount', options, readSeatCount),
    getStayingSeatCount: (options) =>
      call('getStayingSeatCount', options, readStayingSeatCount),
    getModel: (model, options) =>
      call('getModel', options, (within) => readModel(within, model)),
    getModelCount: (options) => call('getModelCount', options, readModelCount),
    getModelAt: (index, options) =>
      call('getModelAt', options, (within) => readModelAt(within, index)),
    getCredit: (account, options) =>
      call('getCredit', options, (within) => readCredit(within, account)),
    getBalance: (address, options) =>
      call('getBalance', options, ({ client }) =>
        getBalance(client, { address }),
      ),
    getEvents: (range, options) =>
      call('getEvents', options, (within, signal) =>
        readEvents(within, range, signal),
      ),
    watch: (options) => watchChain(connection, options),
  }
}

async function readEvents(
  connection: Connection,
  range: Parameters<ChainReader['getEvents']>[0],
  signal: AbortSignal,
) {
  const { fromBlock, task, account } = range
  const toBlock =
    range.toBlock ?? (await getBlockNumber(connection.client, { cacheTime: 0 }))
  const blocks = { fromBlock, toBlock }
  const topics =
    account === undefined ? [topicsOfTask(task)] : topicsOf(account)
  const logs = await Promise.all(
    topics.map((each) =>
      readLogs(connection, { ...blocks, topics: each }, signal),
    ),
  )
  return protocolEvents(logs.flat())
}
