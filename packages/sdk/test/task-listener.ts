import { expect } from 'vitest'
import type { TaskHandle } from '../src/clients/task/handle.js'
import type { TaskRequest } from '../src/clients/task/request.js'
import type { TaskUpdate } from '../src/clients/task/update.js'
import {
  TaskClient,
  type TaskClientOptions,
} from '../src/clients/task-client.js'
import type { MemoryNetwork } from './memory-network.js'

/** Wei: enough for any committee of the memory network. */
export const fee = 10n ** 15n

/** A client of a network, on the network's clock. */
export function clientOf(
  { requester, content, clock }: MemoryNetwork,
  options: Partial<TaskClientOptions> = {},
): TaskClient {
  return new TaskClient({ chain: requester, content, clock, ...options })
}

/** A request that the network accepts, with changes. */
export function requestOf(
  { model }: MemoryNetwork,
  change: Partial<TaskRequest> = {},
): TaskRequest {
  const messages = [{ role: 'user', content: 'Hello?' }] as const
  return { model, messages, fee, committeeSize: 5, ...change }
}

/** Everything a task tells, to its end. */
export async function collect(
  updates: AsyncIterable<TaskUpdate>,
): Promise<TaskUpdate[]> {
  const all: TaskUpdate[] = []
  for await (const update of updates) all.push(update)
  return all
}

/** Collects in the background, so that a test can act meanwhile. */
export function listen(
  task: TaskHandle,
  options?: Parameters<TaskHandle['updates']>[0],
) {
  const told: TaskUpdate[] = []
  const ended = (async () => {
    for await (const update of task.updates(options)) told.push(update)
    return told.at(-1) as TaskUpdate
  })()
  // Tests that expect a rejection await it later.
  ended.catch(() => {})
  const until = (type: TaskUpdate['type'], count = 1) =>
    expect
      .poll(() => told.filter((each) => each.type === type).length)
      .toBeGreaterThanOrEqual(count)
  return { told, ended, until }
}

/** The names of the steps. */
export function typesOf(
  updates: readonly TaskUpdate[],
): readonly TaskUpdate['type'][] {
  return updates.map((update) => update.type)
}
