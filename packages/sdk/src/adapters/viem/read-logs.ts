import type { Digest } from '@aichain/base'
import { BaseError, formatLog, type Log, numberToHex, type RpcLog } from 'viem'
import { ChainUnreachableError } from '../../errors/chain.js'
import { chainError } from './chain-error.js'
import type { Connection } from './connection.js'

/** Blocks of one request to begin with: what most public endpoints allow. */
export const MAXIMUM_RANGE = 2000n

/**
 * The contracts' logs of a range of blocks, both ends included. Asks for part
 * after part, and for smaller parts where the endpoint refuses.
 *
 * viem's `getLogs` cannot filter all events by the task, which is their first
 * argument: without that, following one task would fetch everybody's.
 */
export async function readLogs(
  connection: Connection,
  range: {
    readonly fromBlock: bigint
    readonly toBlock: bigint
    readonly task?: Digest | undefined
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
      logs.push(...(await readPart(connection, from, to, range.task)))
      from = to + 1n
    } catch (error) {
      if (from === to || !isAboutRange(error)) throw error
      size = (to - from + 1n) / 2n
    }
  }
  return logs
}

/** The code of a limit stands for too many requests as well as for too many blocks. */
function isAboutRange(error: unknown): boolean {
  if (!(chainError(error) instanceof ChainUnreachableError)) return true
  const text = error instanceof BaseError ? error.details : ''
  return /range|blocks|logs|results|response size/i.test(text)
}

async function readPart(
  { client, deployment }: Connection,
  from: bigint,
  to: bigint,
  task: Digest | undefined,
): Promise<Log<bigint, number, false>[]> {
  const logs: RpcLog[] = await client.request({
    method: 'eth_getLogs',
    params: [
      {
        address: [deployment.consensus, deployment.modelRegistry],
        topics: task === undefined ? [] : [null, task],
        fromBlock: numberToHex(from),
        toBlock: numberToHex(to),
      },
    ],
  })
  return logs.map((log) => formatLog(log) as Log<bigint, number, false>)
}
