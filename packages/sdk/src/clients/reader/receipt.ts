import type { Cid } from '@aichain/base'
import { hasMember } from '../../core/encoding/bitmap.js'
import type {
  Receipt,
  ReceiptMember,
  ReceiptTransaction,
} from '../../core/receipt/receipt.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type {
  CommitteeMember,
  TaskId,
  TaskRecord,
} from '../../core/task/task.js'
import {
  SeedExpiredError,
  TaskNotDecidedError,
} from '../../errors/contract-tasks.js'
import type { Deployment } from '../../ports/chain.js'
import { contradictionOf, type TaskHistory } from './history.js'
import { finalVoteOf, shownOutput } from './vote.js'

/**
 * The receipt of a decided task.
 *
 * Errors: `TaskNotDecidedError`, `SeedExpiredError` when nothing tells any more
 * who the members were.
 */
export function receiptOf(
  history: TaskHistory,
  { chainId, consensus }: Deployment,
  { bond, slashBps, protocolFeeBps }: ProtocolParameters,
): Receipt {
  const { record, added, appeal, members, events } = history
  const { id: task, state, output, addedIn: blockNumber } = record
  if (!output) throw new TaskNotDecidedError({ task, state })
  if (members.length === 0) throw new SeedExpiredError({ task, blockNumber })
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
    members: members.map((member) =>
      memberFacts(events, record, member, output),
    ),
    output,
    ...(appeal.overturned ? { overturnedBy: appeal.appeal as TaskId } : {}),
    transactions: events.flatMap(transactionFacts),
  }
}

function memberFacts(
  events: readonly ProtocolEvent[],
  { punished }: TaskRecord,
  committeeMember: CommitteeMember,
  agreed: Cid,
): ReceiptMember {
  const { member, seat, signer } = committeeMember
  const vote = finalVoteOf(punished, committeeMember, agreed)
  const output = shownOutput(committeeMember)
  return {
    member,
    seat,
    signer,
    vote,
    ...(output ? { output } : {}),
    ...(vote === 'agreed' ? contradictionFacts(events, member) : {}),
    earned: `${earnedBy(events, member)}`,
    slashed: `${slashedFrom(events, seat)}`,
  }
}

function contradictionFacts(
  events: readonly ProtocolEvent[],
  member: number,
): Pick<ReceiptMember, 'contradiction'> {
  const shown = contradictionOf(events, member)
  return shown ? { contradiction: shown.output } : {}
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
