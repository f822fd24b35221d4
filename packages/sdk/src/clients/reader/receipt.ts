import { hasMember } from '../../core/bitmap.js'
import { cidFromDigest } from '../../core/cid.js'
import type { Digest } from '../../core/hex.js'
import type { ProtocolParameters } from '../../core/parameters.js'
import type { ProtocolEvent } from '../../core/protocol-event.js'
import type {
  Receipt,
  ReceiptMember,
  ReceiptTransaction,
} from '../../core/receipt.js'
import type { CommitteeMember } from '../../core/task.js'
import { TaskNotDecidedError } from '../../errors/contract.js'
import type { Deployment } from '../../ports/chain.js'
import type { TaskHistory } from './history.js'
import { finalVoteOf } from './vote.js'

/**
 * The receipt of a decided task.
 *
 * Errors: `TaskNotDecidedError`.
 */
export function receiptOf(
  history: TaskHistory,
  { chainId, consensus }: Deployment,
  { bond, slashBps, protocolFeeBps }: ProtocolParameters,
): Receipt {
  const { record, added, members, events } = history
  const { id: task, state, output } = record
  if (!output) throw new TaskNotDecidedError({ task, state })
  return {
    type: 'aichain/receipt/1',
    chainId,
    consensus,
    requester: added.requester,
    nonce: `${added.nonce}`,
    model: added.model,
    prompt: added.prompt,
    committeeSize: record.committeeSize,
    fee: `${record.fee}`,
    task,
    block: { number: `${added.blockNumber}`, hash: added.blockHash },
    terms: { bond: `${bond}`, slashBps, protocolFeeBps },
    members: members.map((member) => memberFacts(events, member, output)),
    output: cidFromDigest(output),
    transactions: events.flatMap(transactionFacts),
  }
}

function memberFacts(
  events: readonly ProtocolEvent[],
  committeeMember: CommitteeMember,
  agreed: Digest,
): ReceiptMember {
  const { member, seat, signer, ballot } = committeeMember
  const vote = finalVoteOf(committeeMember, agreed)
  const isShown = vote === 'agreed' || vote === 'wrong'
  return {
    member,
    seat,
    signer,
    vote,
    ...(isShown && ballot.type === 'revealed'
      ? { output: cidFromDigest(ballot.output) }
      : {}),
    earned: `${earnedBy(events, member)}`,
    slashed: `${slashedFrom(events, seat)}`,
  }
}

/** Wei that a task's events credit to a member. */
export function earnedBy(
  events: readonly ProtocolEvent[],
  member: number,
): bigint {
  return events.reduce((sum, event) => {
    const isPaid =
      event.type === 'task-decided' && hasMember(event.winners, member)
    return isPaid ? sum + event.share : sum
  }, 0n)
}

/** Wei that a task's events take from a seat. */
export function slashedFrom(
  events: readonly ProtocolEvent[],
  seat: number,
): bigint {
  return events.reduce((sum, event) => {
    const isTaken = event.type === 'seat-slashed' && event.seat === seat
    return isTaken ? sum + event.amount : sum
  }, 0n)
}

function transactionFacts(event: ProtocolEvent): ReceiptTransaction[] {
  const { transactionHash: hash } = event
  switch (event.type) {
    case 'task-added':
    case 'committee-drawn':
    case 'task-decided':
      return [{ type: event.type, hash }]
    case 'vote-committed':
    case 'vote-revealed':
      return [{ type: event.type, member: event.member, hash }]
    default:
      return []
  }
}
