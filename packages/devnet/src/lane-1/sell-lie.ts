import { type Order, quorum, settlement } from '@aichain/sdk/core'
import { accepted } from './accepted.js'
import { prepareOrder } from './ask.js'
import { checkMoney, type VotedTask } from './check-decided.js'
import { collectVotes } from './collect-votes.js'
import { answeringCommittee } from './committee.js'
import { storeLie } from './lie.js'
import type { LaneOneNetwork } from './network.js'

/** A task that was decided for a lie, by as many members as that takes. */
export type SoldLie = VotedTask & { readonly order: Order }

/** Has a quorum lie: it is paid, and who told the truth is slashed. */
export async function sellLie(
  network: LaneOneNetwork,
  question: string,
  committeeSize: number,
): Promise<SoldLie> {
  const { requester } = network
  const { deployment } = requester
  const before = await network.books()
  const { order, task } = await prepareOrder(network, question, committeeSize)
  await requester.addTask(order)
  await network.mine()
  const honest = await answeringCommittee(network, task, order)
  const lie = await storeLie(network, order.prompt)
  const members = honest.map((one, member) =>
    member < quorum(committeeSize) ? { ...one, output: lie } : one,
  )
  const votes = await collectVotes({ deployment, task, members })
  await requester.settle(accepted(settlement(votes)))

  const sold = { task, fee: order.fee, members, order }
  await checkMoney(network, before, [sold])
  network.openCourt(task)
  return sold
}
