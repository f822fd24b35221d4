import { strict as assert } from 'node:assert'
import { settlement } from '@aichain/sdk/core'
import { accepted } from './accepted.js'
import { prepareOrder } from './ask.js'
import { checkMoney, countWinners } from './check-decided.js'
import { collectVotes } from './collect-votes.js'
import { answeringCommittee } from './committee.js'
import type { LaneOneNetwork } from './network.js'
import { transactionsOf } from './transactions-of.js'

/** A task that lane 1 decided. Gas of each transaction, and of both. */
export type DecidedReport = {
  readonly committee: number
  readonly winners: number
  readonly addTask: number
  readonly settle: number
  readonly gas: number
}

/** Has a committee answer a question and settles the task: two transactions in all. */
export async function decide(
  network: LaneOneNetwork,
  question: string,
  committeeSize: number,
): Promise<DecidedReport> {
  const { requester, openCourt } = network
  const { deployment } = requester
  const before = await network.books()
  const { order, task } = await prepareOrder(network, question, committeeSize)
  const added = await requester.addTask(order)
  assert.equal(added.task, task)
  await network.mine()
  const members = await answeringCommittee(network, task, order)
  const votes = await collectVotes({ deployment, task, members })
  const settled = await requester.settle(accepted(settlement(votes)))

  await checkMoney(network, before, [{ task, fee: order.fee, members }])
  const winners = await countWinners(network, task)
  assert.equal(winners, committeeSize)
  const transactions = await transactionsOf(requester, task, added.blockNumber)
  assert.deepEqual(transactions, [
    added.transactionHash,
    settled.transactionHash,
  ])
  openCourt(task)
  const [addTask, settle] = [Number(added.gasUsed), Number(settled.gasUsed)]
  const gas = addTask + settle
  return { committee: committeeSize, winners, addTask, settle, gas }
}
