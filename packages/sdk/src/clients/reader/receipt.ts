import type { Cid, Hex } from '@aichain/base'
import type {
  Receipt,
  ReceiptMember,
  ReceiptOrder,
  ReceiptTransaction,
} from '../../core/receipt/receipt.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type {
  CommitteeMember,
  Order,
  TaskRecord,
} from '../../core/task/task.js'
import { TaskNotDecidedError } from '../../errors/contract-tasks.js'
import type { Deployment } from '../../ports/chain.js'
import { contradictionOf, type TaskHistory } from './history.js'
import { finalVoteOf, shownOutput } from './vote.js'

/**
 * The receipt of a decided task.
 *
 * Errors: `TaskNotDecidedError`.
 */
export function receiptOf(
  history: TaskHistory,
  { chainId, consensus }: Deployment,
  parameters: ProtocolParameters,
): Receipt {
  const { record, added, verdict, appeal, members, events } = history
  const { id: task, state, output, appealable } = record
  if (!output) throw new TaskNotDecidedError({ task, state })
  return {
    type: 'aichain/receipt/2',
    chainId,
    consensus,
    requester: added.requester,
    order: orderFacts(added.order),
    task,
    block: { number: `${added.blockNumber}`, hash: added.blockHash },
    committee: committeeOf(events),
    parameters: {
      unit: `${parameters.unit}`,
      minimumShare: `${parameters.minimumShare}`,
      hardSlash: `${parameters.hardSlash}`,
      protocolFeeBps: parameters.protocolFeeBps,
    },
    appealable,
    members: members.map((member) =>
      memberFacts(events, record, member, output),
    ),
    output,
    ...(verdict.overturned && appeal ? { overturnedBy: appeal.task } : {}),
    transactions: events.flatMap(transactionFacts),
  }
}

function orderFacts(order: Order): ReceiptOrder {
  const { model, author, share, roundTip, nonce, ...rest } = order
  return {
    ...rest,
    model,
    ...(author ? { author } : {}),
    share: `${share}`,
    roundTip: `${roundTip}`,
    nonce: `${nonce}`,
  }
}

/** Of a decided task, as its event tells it: a word of 32 bytes. */
function committeeOf(events: readonly ProtocolEvent[]): Hex {
  const decided = events.find((event) => event.type === 'task-decided')
  const word = decided?.type === 'task-decided' ? decided.committee : 0n
  return `0x${word.toString(16).padStart(64, '0')}`
}

function memberFacts(
  events: readonly ProtocolEvent[],
  record: TaskRecord,
  committeeMember: CommitteeMember,
  agreed: Cid,
): ReceiptMember {
  const { member, seat, signer } = committeeMember
  const vote = finalVoteOf(record, committeeMember, agreed)
  const output =
    vote === 'agreed' || vote === 'wrong'
      ? shownOutput(committeeMember)
      : undefined
  return {
    member,
    seat,
    signer,
    vote,
    ...(output ? { output } : {}),
    ...(vote === 'agreed' ? contradictionFacts(events, member) : {}),
    earned: `${vote === 'agreed' ? record.share : 0n}`,
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
    case 'task-convened':
    case 'task-decided':
      return [{ type: event.type, hash }]
    case 'vote-committed':
    case 'vote-revealed':
    case 'vote-added':
      return [{ type: event.type, member: event.member, hash }]
    default:
      return []
  }
}
