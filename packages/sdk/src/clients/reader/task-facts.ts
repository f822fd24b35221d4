import { hasMember } from '../../core/encoding/bitmap.js'
import { feeOf } from '../../core/money/price.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { TaskRecord } from '../../core/task/task.js'
import type { Payout, Slash, TaskFacts, VoteFacts } from './facts.js'
import { contradictionOf, type EventOf, type TaskHistory } from './history.js'
import { shownOutput, voteOf } from './vote.js'

/** What a task's `task-added` tells. */
export type Posting = Pick<
  EventOf<'task-added'>,
  'requester' | 'list' | 'order' | 'blockNumber' | 'transactionHash'
>

/** A task as its record and its posting tell it. */
export function taskFacts(
  record: TaskRecord,
  added: Posting,
  { verdict, appeal }: Pick<TaskHistory, 'verdict' | 'appeal'>,
): TaskFacts {
  const { requester, list, order, blockNumber, transactionHash } = added
  return {
    ...record,
    ...order,
    requester,
    list,
    fee: feeOf(order),
    addedIn: blockNumber,
    transactionHash,
    verdict,
    appeal,
  }
}

/** What every member did, in order. */
export function voteFacts({
  record,
  members,
  events,
}: TaskHistory): VoteFacts[] {
  return members.map((each) => {
    const { member, seat, signer } = each
    return {
      member,
      seat,
      signer,
      vote: voteOf(record, each),
      output: shownOutput(each),
      committedIn: transactionOf(events, 'vote-committed', member),
      revealedIn: transactionOf(events, 'vote-revealed', member),
    }
  })
}

/** What the task paid, one entry a winner: with its decision, or with a vote that came later. */
export function payoutFacts({
  record,
  members,
  events,
}: TaskHistory): Payout[] {
  const { winners, share: amount } = record
  const decided = events.find((event) => event.type === 'task-decided')
  if (decided?.type !== 'task-decided') return []
  return members
    .filter(({ member }) => hasMember(winners, member))
    .map(({ member, seat, signer }) => {
      const { transactionHash } = hasMember(decided.winners, member)
        ? decided
        : (lateVoteOf(events, decided, member) ?? decided)
      return { member, seat, signer, amount, transactionHash }
    })
}

/** The event that brought a vote after the decision. */
function lateVoteOf(
  events: readonly ProtocolEvent[],
  decided: ProtocolEvent,
  member: number,
): ProtocolEvent | undefined {
  return events
    .slice(events.indexOf(decided))
    .find(
      (event) =>
        (event.type === 'vote-added' || event.type === 'vote-revealed') &&
        event.member === member,
    )
}

/** What the task cost, one entry a slash. */
export function slashFacts({ record, members, events }: TaskHistory): Slash[] {
  const agreed = record.output
  return events.flatMap((event) => {
    if (event.type !== 'seat-slashed') return []
    const { task, seat, amount, transactionHash } = event
    const found = members.find((each) => each.seat === seat)
    if (!found) return []
    const { member, signer } = found
    const vote = voteOf(record, found)
    const cause = causeOf(event, member, events)
    const shown = contradictionOf(events, member)
    const output =
      cause === 'contradiction' && shown ? shown.output : shownOutput(found)
    const facts = { member, seat, signer, amount, cause, vote, output, agreed }
    return [{ task, ...facts, transactionHash }]
  })
}

/** Contradictions and appeals take what they take in transactions of their own. */
function causeOf(
  { transactionHash }: EventOf<'seat-slashed'>,
  member: number,
  events: readonly ProtocolEvent[],
): Slash['cause'] {
  const shown = contradictionOf(events, member)
  if (shown?.transactionHash === transactionHash) return 'contradiction'
  const overturning = events.find(({ type }) => type === 'task-overturned')
  return overturning?.transactionHash === transactionHash ? 'appeal' : 'vote'
}

function transactionOf(
  events: readonly ProtocolEvent[],
  type: 'vote-committed' | 'vote-revealed',
  member: number,
) {
  const found = events.find(
    (event) => event.type === type && event.member === member,
  )
  return found?.transactionHash
}
