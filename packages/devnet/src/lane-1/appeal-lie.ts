import { strict as assert } from 'node:assert'
import { settlement, taskId, withDigests } from '@aichain/sdk/core'
import { defaultFee } from '../settings/protocol-parameters.js'
import { accepted } from './accepted.js'
import { freshNonce } from './ask.js'
import { checkMoney, type VotedTask } from './check-decided.js'
import { collectVotes } from './collect-votes.js'
import { answeringCommittee } from './committee.js'
import type { LaneOneNetwork } from './network.js'
import type { SoldLie } from './sell-lie.js'

/** The committee of every appeal. */
const committeeSize = 15

/** The task of fifteen that answers an appeal. */
export type AnsweredAppeal = VotedTask & {
  /** Gas of each transaction. */
  readonly gas: { readonly appeal: number; readonly settle: number }
}

/** Has the reporter ask fifteen seats whether a decision was right; they settle it in lane 1. */
export async function appealLie(
  network: LaneOneNetwork,
  { task: questioned, order }: SoldLie,
): Promise<AnsweredAppeal> {
  const { parameters, requester, reporter, openCourt } = network
  const { deployment, account } = reporter
  const before = await network.books()
  const fee = defaultFee(parameters, committeeSize)
  const nonce = freshNonce()
  const terms = { ...order, requester: requester.account }
  const parts = { task: questioned, terms, fee, nonce }
  const appealed = await reporter.appeal(parts)
  const same = { ...deployment, ...withDigests(order) }
  const task = taskId({ ...same, requester: account, nonce, committeeSize })
  assert.equal(appealed.appeal, task)
  await network.mine()
  const members = await answeringCommittee(network, task, order)
  const votes = await collectVotes({ deployment, task, members })
  const settled = await reporter.settle(accepted(settlement(votes)))

  await checkMoney(network, before, [{ task, fee, members }])
  openCourt(task)
  const gas = {
    appeal: Number(appealed.gasUsed),
    settle: Number(settled.gasUsed),
  }
  return { task, fee, members, gas }
}
