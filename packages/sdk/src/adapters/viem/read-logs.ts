import type { Address, Digest, Hex } from '@aichain/base'
import {
  type Abi,
  encodeEventTopics,
  formatLog,
  type Log,
  numberToHex,
  pad,
  type RpcLog,
} from 'viem'
import { consensusAbi } from '../../abi/consensus.js'
import { ChainUnreachableError } from '../../errors/chain.js'
import { chainError } from './chain-error.js'
import type { OpenConnection } from './connection.js'

/** Blocks of one request to begin with: what most public endpoints allow. */
export const MAXIMUM_RANGE = 2000n

/** What JSON-RPC filters logs by: values for each place, `null` for any. */
export type LogTopics = readonly (Hex | Hex[] | null)[]

/** All events of a task, or all there are. */
export function topicsOfTask(task: Digest | undefined): LogTopics {
  return task === undefined ? [] : [null, task]
}

/** The name of an event and of the account: what it ordered names it second, its credit first. */
export function topicsOf(account: Address): readonly LogTopics[] {
  const word = pad(account, { size: 32 })
  const orders = [
    'TaskAdded',
    'Undecided',
    'RoundTipReturned',
    'OrderSubmitted',
  ]
  const credit = ['Deposited', 'Withdrawn']
  return [
    [orders.map(topicOf), null, word],
    [credit.map(topicOf), word],
  ]
}

/** The first topic of an event. */
export function topicOf(eventName: string): Hex {
  return encodeEventTopics({ abi: consensusAbi as Abi, eventName })[0] as Hex
}

/**
 * The contracts' logs of a range of blocks, both ends included. Asks for part
 * after part, and for smaller parts where the endpoint refuses.
 *
 * viem's `getLogs` cannot filter all events by the task, which is their first
 * argument: without `topics`, following one task would fetch everybody's.
 */
export async function readLogs(
  connection: OpenConnection,
  range: {
    readonly fromBlock: bigint
    readonly toBlock: bigint
    /** Default: every event. */
    readonly topics?: LogTopics | undefined
  },
  signal?: AbortSignal,
): Promise<Log<bigint, number, false>[]> {
  const logs: Log<bigint, number, false>[] = []
  let size = MAXIMUM_RANGE
  for (let from = range.fromBlock; from <= range.toBlock; ) {
    signal?.throwIfAborted()
    const last = from + size - 1n
    const to = last < range.toBlock ? last : range.toBlock
    try {
      logs.push(...(await readPart(connection, from, to, range.topics)))
      from = to + 1n
    } catch (error) {
      if (from === to || !isAboutRange(error)) throw error
      size = (to - from + 1n) / 2n
    }
  }
  return logs
}

/**
 * Whether less might be answered. The code of a limit stands for too many
 * requests as well as for too many blocks; what is left of it after the retries
 * is tried with fewer.
 */
function isAboutRange(error: unknown): boolean {
  const known = chainError(error)
  if (!known.isRetryable) return true
  if (!(known instanceof ChainUnreachableError)) return false
  const { kind, status, reason = '' } = known
  const isLimit = kind === 'rate' && status === undefined
  return kind === 'size' || isLimit || /range|blocks|logs|results/i.test(reason)
}

async function readPart(
  { client, deployment, parameters }: OpenConnection,
  from: bigint,
  to: bigint,
  topics: LogTopics = [],
): Promise<Log<bigint, number, false>[]> {
  const logs: RpcLog[] = await client.request({
    method: 'eth_getLogs',
    params: [
      {
        address: [
          deployment.consensus,
          deployment.modelRegistry,
          parameters.beacon.address,
        ],
        topics: [...topics],
        fromBlock: numberToHex(from),
        toBlock: numberToHex(to),
      },
    ],
  })
  return logs.map((log) => formatLog(log) as Log<bigint, number, false>)
}
