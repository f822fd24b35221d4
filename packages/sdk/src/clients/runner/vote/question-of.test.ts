import { expect, test } from 'vitest'
import type { ProtocolEvent } from '../../../core/task/protocol-event.js'
import type { TaskId } from '../../../core/task/task.js'
import { TaskUnknownError } from '../../../errors/contract-tasks.js'
import type { Chain } from '../../../ports/chain.js'
import { questionOf } from './question-of.js'

const id = (byte: string): TaskId => `0x${byte.repeat(32)}`
const { signal } = new AbortController()
const appealed = (task: TaskId, appeal: TaskId) =>
  ({ type: 'task-appealed', task, appeal }) as ProtocolEvent

function chainWith(events: readonly ProtocolEvent[]) {
  const asked: bigint[] = []
  const getEvents: Chain['getEvents'] = async ({ fromBlock, toBlock }) => {
    asked.push(fromBlock, toBlock ?? -1n)
    return events
  }
  return { chain: { getEvents } as Chain, asked }
}

test('a task asks for itself, and nothing is read', async () => {
  const { chain, asked } = chainWith([])
  const task = { isAppeal: false, addedIn: 7n }
  const tended = { id: id('11'), addedIn: 7n }
  expect(await questionOf({ chain, signal }, tended, task)).toBe(id('11'))
  expect(asked).toEqual([])
})

test('an appeal asks for what it questions, as its own block tells', async () => {
  const { chain, asked } = chainWith([
    appealed(id('aa'), id('22')),
    appealed(id('bb'), id('11')),
  ])
  const tended = { id: id('11'), addedIn: 7n }
  // After a reorganization it may stand elsewhere than where it was first seen.
  const task = { isAppeal: true, addedIn: 9n }
  expect(await questionOf({ chain, signal }, tended, task)).toBe(id('bb'))
  expect(asked).toEqual([9n, 9n])
})

test('while its block does not tell, nothing is computed', async () => {
  const { chain } = chainWith([])
  const tended = { id: id('11'), addedIn: 7n }
  const task = { isAppeal: true, addedIn: undefined }
  await expect(
    questionOf({ chain, signal }, tended, task),
  ).rejects.toBeInstanceOf(TaskUnknownError)
})
