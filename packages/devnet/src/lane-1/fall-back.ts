import { strict as assert } from 'node:assert'
import type { Digest } from '@aichain/sdk'
import {
  type Contradiction,
  quorum,
  type Settlement,
  settlement,
} from '@aichain/sdk/core'
import { NoQuorumError } from '@aichain/sdk/errors'
import { prepareOrder } from './ask.js'
import { checkMoney, countWinners, type VotedTask } from './check-decided.js'
import {
  type CollectedVotes,
  collectVotes,
  type LaneOneMember,
} from './collect-votes.js'
import { answeringCommittee } from './committee.js'
import { storeLie } from './lie.js'
import type { LaneOneNetwork } from './network.js'
import { transactionsOf } from './transactions-of.js'
import { untilDecided } from './until-decided.js'

/** A task that lane 1 could not decide, and lane 2 did. */
export type FallBackReport = {
  readonly committee: number
  /** Votes for the output that had most of them in lane 1. */
  readonly votes: number
  readonly required: number
  readonly winners: number
  /** Of lane 2, with `addTask`. */
  readonly transactions: number
  readonly gas: number
}

export type FallBack = {
  readonly report: FallBackReport
  readonly voted: VotedTask
  /** The vote of lane 1 that somebody signed against what was decided. */
  readonly contradiction: Contradiction
}

/**
 * Brings a task in front of lane 1 that is one vote short of a quorum, because
 * one member lies and others say nothing. The contract refuses to settle it, the
 * nodes go on with lane 2, and it is decided there.
 */
export async function fallBack(
  network: LaneOneNetwork,
  question: string,
  committeeSize: number,
): Promise<FallBack> {
  const { requester, openCourt } = network
  const { deployment } = requester
  const before = await network.books()
  const { order, task } = await prepareOrder(network, question, committeeSize)
  const added = await requester.addTask(order)
  await network.mine()
  const members = await answeringCommittee(network, task, order)
  const lie = await storeLie(network, order.prompt)
  const divided = divide(members, lie)
  const votes = await collectVotes({ deployment, task, members: divided })
  await assert.rejects(requester.settle(insist(votes)), NoQuorumError)

  openCourt(task)
  await untilDecided(network, task, added.blockNumber)
  const voted = { task, fee: order.fee, members }
  await checkMoney(network, before, [voted])
  const hashes = await transactionsOf(requester, task, added.blockNumber)
  const gas = await Promise.all(hashes.map((hash) => network.gasOf(hash)))
  const required = quorum(committeeSize)
  return {
    report: {
      committee: committeeSize,
      votes: required - 1,
      required,
      winners: await countWinners(network, task),
      transactions: hashes.length,
      gas: Number(gas.reduce((sum, each) => sum + each, 0n)),
    },
    voted,
    contradiction: contradictionIn(votes, lie),
  }
}

/** One vote short of a quorum tell the truth, the next one lies, the others are silent. */
function divide(
  members: readonly LaneOneMember[],
  lie: Digest,
): readonly LaneOneMember[] {
  const liar = quorum(members.length) - 1
  return members.map((one, member) => {
    if (member < liar) return one
    return { ...one, output: member === liar ? lie : undefined }
  })
}

/** What the core refuses to put together, as somebody without it would send it. */
function insist(votes: CollectedVotes): Settlement {
  assert.equal(settlement(votes).ok, false)
  const outputs = [...new Set(votes.votes.map(({ output }) => output))]
  const of = (output: Digest) =>
    votes.votes.filter((vote) => vote.output === output)
  const voted = new Set(votes.votes.map(({ member }) => member))
  return {
    task: votes.task,
    choices: outputs.map((output) => ({
      output,
      voters: of(output).reduce((bits, { member }) => bits | (1 << member), 0),
    })),
    votes: outputs.flatMap(of),
    absent: votes.commitments
      .filter((_, member) => !voted.has(member))
      .map((commitment) => commitment ?? nothing),
  }
}

const nothing: Digest = `0x${'00'.repeat(32)}`

function contradictionIn(
  { task, seal, votes }: CollectedVotes,
  lie: Digest,
): Contradiction {
  const vote = votes.find(({ output }) => output === lie)
  assert(vote)
  const { member, output, r, vs } = vote
  return { task, member, output, seal, r, vs }
}
