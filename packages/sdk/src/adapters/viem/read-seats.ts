import type { Address, Cid } from '@aichain/base'
import { digestFromCid } from '@aichain/base'
import { getBlockNumber, readContract } from 'viem/actions'
import type { ListRecord, ListTerms, PriceClass } from '../../core/task/list.js'
import { listId } from '../../core/task/list-id.js'
import type { SeatRecord } from '../../core/task/task.js'
import type { ChainReader, ListedSeat } from '../../ports/chain.js'
import type { OpenConnection } from './connection.js'
import { consensusOf } from './contracts.js'
import { readEventsIn } from './read-events.js'
import { topicOf } from './read-logs.js'
import { listRecord, seatRecord } from './records.js'

const CLASSES: readonly PriceClass[] = [0, 1, 2, 3]

export async function readSeat(
  { client, deployment, parameters }: OpenConnection,
  seat: number,
): Promise<SeatRecord | undefined> {
  const stored = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'getSeat',
    args: [seat],
  })
  return seatRecord(seat, stored, parameters.unit)
}

export async function readSeatOf(
  connection: OpenConnection,
  signer: Address,
): Promise<SeatRecord | undefined> {
  const [held, seat] = await readContract(connection.client, {
    ...consensusOf(connection.deployment),
    functionName: 'seatOf',
    args: [signer],
  })
  return held ? readSeat(connection, seat) : undefined
}

export function readSeatCount({
  client,
  deployment,
}: OpenConnection): Promise<number> {
  return readContract(client, {
    ...consensusOf(deployment),
    functionName: 'seatCount',
  })
}

export async function readList(
  { client, deployment, parameters }: OpenConnection,
  terms: ListTerms,
): Promise<ListRecord | undefined> {
  const stored = await readContract(client, {
    ...consensusOf(deployment),
    functionName: 'getList',
    args: [listId(terms)],
  })
  return listRecord(terms, stored, parameters.unit)
}

/** By the events that opened them: the contract has no list of lists. */
export async function readLists(
  connection: OpenConnection,
  model: Cid,
  signal: AbortSignal,
): Promise<readonly ListRecord[]> {
  const { client, deployment } = connection
  const toBlock = await getBlockNumber(client, { cacheTime: 0 })
  const topics = [topicOf('ListOpened'), null, digestFromCid(model)]
  const range = { fromBlock: deployment.fromBlock, toBlock, topics }
  const events = await readEventsIn(connection, range, signal)
  const opened = events.filter((event) => event.type === 'list-opened')
  const records = await Promise.all(
    opened.map((terms) => readList(connection, terms)),
  )
  return records.filter((record) => record !== undefined)
}

/** All classes at one and the same block, so that they fit together. */
export async function readPlaces(
  { client, deployment }: OpenConnection,
  terms: ListTerms,
  options: Parameters<ChainReader['getPlaces']>[1] = {},
): Promise<readonly ListedSeat[]> {
  const { class: only, next = false } = options
  const list = listId(terms)
  const blockNumber = await getBlockNumber(client, { cacheTime: 0 })
  const classes = only === undefined ? CLASSES : [only]
  const places = await Promise.all(
    classes.map(async (each) => {
      const seats = await readContract(client, {
        ...consensusOf(deployment),
        functionName: 'placesOf',
        args: [list, each, next],
        blockNumber,
      })
      return seats.map((seat, index) => ({ seat, class: each, index }))
    }),
  )
  return places.flat()
}
