import { strict as assert } from 'node:assert'
import { type Settlement, settlement } from '@aichain/sdk/core'
import { accepted } from './accepted.js'
import { type PreparedOrder, prepareOrder } from './ask.js'
import { checkMoney, countWinners, type VotedTask } from './check-decided.js'
import { collectVotes } from './collect-votes.js'
import { answeringCommittee } from './committee.js'
import type { LaneOneNetwork } from './network.js'

/** Tasks that went through lane 1 together. Gas of each transaction, and for each task. */
export type BatchReport = {
  readonly committee: number
  readonly tasks: number
  readonly addTasks: number
  readonly settleMany: number
  readonly gasPerTask: number
}

/** Has committees answer many questions and settles them all: two transactions for all. */
export async function decideMany(
  network: LaneOneNetwork,
  questions: readonly string[],
  committeeSize: number,
): Promise<BatchReport> {
  const { requester, openCourt } = network
  const before = await network.books()
  const prepared = await Promise.all(
    questions.map((question) => prepareOrder(network, question, committeeSize)),
  )
  const ids = prepared.map(({ task }) => task)
  const added = await requester.addTasks(prepared.map(({ order }) => order))
  assert.deepEqual(added.tasks, ids)
  await network.mine()
  const answered = await Promise.all(
    prepared.map((one) => answer(network, one)),
  )
  const settled = await requester.settleMany(
    answered.map((one) => one.settlement),
  )

  await checkMoney(network, before, answered)
  for (const task of ids) {
    assert.equal(await countWinners(network, task), committeeSize)
    openCourt(task)
  }
  const tasks = questions.length
  const [addTasks, settleMany] = [
    Number(added.gasUsed),
    Number(settled.gasUsed),
  ]
  const gasPerTask = Math.round((addTasks + settleMany) / tasks)
  return { committee: committeeSize, tasks, addTasks, settleMany, gasPerTask }
}

async function answer(
  network: LaneOneNetwork,
  { order, task }: PreparedOrder,
): Promise<VotedTask & { readonly settlement: Settlement }> {
  const { deployment } = network.requester
  const members = await answeringCommittee(network, task, order)
  const votes = await collectVotes({ deployment, task, members })
  const { fee } = order
  return { task, fee, members, settlement: accepted(settlement(votes)) }
}
