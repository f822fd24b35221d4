import { getBlock, getBlockNumber } from 'viem/actions'
import type { CommitteeWord } from '../../core/task/committee-word.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { TaskRecord, Terms } from '../../core/task/task.js'
import type { OpenConnection } from './connection.js'
import { readEventsIn } from './read-events.js'
import { MAXIMUM_RANGE, topicOf } from './read-logs.js'

/** Who asked what; remembered, or from the event in the task's block. */
export async function findTerms(
  connection: OpenConnection,
  task: TaskRecord,
): Promise<Terms | undefined> {
  const known = connection.memory.terms(task.id)
  if (known !== undefined) return known
  const event = await findEvent(connection, task, ['TaskAdded', 'task-added'])
  return event && { requester: event.requester, order: event.order }
}

/** Who decided a task; remembered, or from its event. */
export async function findDecision(
  connection: OpenConnection,
  task: TaskRecord,
): Promise<CommitteeWord | undefined> {
  const known = connection.memory.committee(task.id)
  if (known !== undefined) return known
  const name = ['Decided', 'task-decided'] as const
  return (await findEvent(connection, task, name))?.committee
}

/** The committee that was written down for the court, if one was. */
export async function findDrawn(
  connection: OpenConnection,
  task: TaskRecord,
): Promise<CommitteeWord | undefined> {
  const name = ['CommitteeDrawn', 'committee-drawn'] as const
  return (await findEvent(connection, task, name))?.committee
}

type EventOf<Type extends ProtocolEvent['type']> = Extract<
  ProtocolEvent,
  { readonly type: Type }
>

/**
 * An event that a task has once at most: looked for from its block on, part by
 * part, in what its `task` topic picks.
 */
async function findEvent<Type extends ProtocolEvent['type']>(
  connection: OpenConnection,
  task: TaskRecord,
  [name, type]: readonly [string, Type],
): Promise<EventOf<Type> | undefined> {
  const head = await getBlockNumber(connection.client, { cacheTime: 0 })
  const topics = [topicOf(name), task.id]
  let fromBlock = await blockOf(connection, task, head)
  while (fromBlock <= head) {
    const last = fromBlock + MAXIMUM_RANGE - 1n
    const toBlock = last < head ? last : head
    const range = { fromBlock, toBlock, topics }
    const events = await readEventsIn(connection, range)
    const found = events.find(
      (event): event is EventOf<Type> => event.type === type,
    )
    if (found !== undefined) return found
    fromBlock = toBlock + 1n
  }
  return undefined
}

/** The task's block, or one before it: a decided task keeps only its time. */
async function blockOf(
  { client, deployment }: OpenConnection,
  { addedIn, addedAt }: TaskRecord,
  head: bigint,
): Promise<bigint> {
  if (addedIn !== undefined) return addedIn
  let [low, high] = [deployment.fromBlock, head]
  // What one request covers needs no search.
  while (high - low >= MAXIMUM_RANGE) {
    const blockNumber = (low + high) / 2n
    const { timestamp } = await getBlock(client, { blockNumber })
    if (timestamp < BigInt(addedAt)) low = blockNumber
    else high = blockNumber
  }
  return low
}
