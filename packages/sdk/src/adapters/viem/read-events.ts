import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { OpenConnection } from './connection.js'
import { protocolEvents } from './protocol-event.js'
import { type LogTopics, readLogs } from './read-logs.js'

/** What the contracts said in a range of blocks; what it tells of tasks is remembered. */
export async function readEventsIn(
  connection: OpenConnection,
  range: {
    readonly fromBlock: bigint
    readonly toBlock: bigint
    readonly topics?: LogTopics | undefined
  },
  signal?: AbortSignal,
): Promise<ProtocolEvent[]> {
  const logs = await readLogs(connection, range, signal)
  const events = protocolEvents(logs, connection.parameters.unit)
  connection.memory.note(events)
  return events
}
