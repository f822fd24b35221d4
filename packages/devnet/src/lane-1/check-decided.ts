import { strict as assert } from 'node:assert'
import { countMembers, type TaskId } from '@aichain/sdk/core'
import type { Books } from './books.js'
import type { LaneOneMember } from './collect-votes.js'
import { booksAfterDecision } from './expected-books.js'
import type { LaneOneNetwork } from './network.js'

/** A task, what was paid for it, and how its committee voted. */
export type VotedTask = {
  readonly task: TaskId
  readonly fee: bigint
  readonly members: readonly LaneOneMember[]
}

/**
 * Checks that votes had the consequences that the SDK's core predicts, to the
 * wei: the winners are paid, who said something else is slashed, the rest goes
 * to the treasury.
 *
 * @param before - The books before the tasks were added.
 */
export async function checkMoney(
  network: LaneOneNetwork,
  before: Books,
  voted: readonly VotedTask[],
): Promise<void> {
  const expected = voted.reduce(
    (books, { fee, members }) =>
      booksAfterDecision(books, network.parameters, fee, members),
    before,
  )
  assert.deepEqual(await network.books(), expected)
}

/** Checks that a task is decided, and counts the members that were paid. */
export async function countWinners(
  { requester }: LaneOneNetwork,
  task: TaskId,
): Promise<number> {
  const record = await requester.getTask(task)
  assert.equal(record?.state, 'decided')
  return countMembers(record.winners)
}
