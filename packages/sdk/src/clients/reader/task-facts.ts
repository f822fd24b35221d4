import { hasMember } from '../../core/encoding/bitmap.js'
import type { ProtocolEvent } from '../../core/task/protocol-event.js'
import type { TaskRecord } from '../../core/task/task.js'
import type { Payout, Slash, TaskFacts, VoteFacts } from './facts.js'
import {
  type AppealFacts,
  contradictionOf,
  type EventOf,
  type TaskHistory,
} from './history.js'
import { shownOutput, voteOf } from './vote.js'

/** A task as its record and its posting tell it. */
export function taskFacts(
  record: TaskRecord,
  added: EventOf<'task-added'>,
  appeal: AppealFacts,
): TaskFacts {
  const { requester, model, prompt, nonce, transactionHash } = added
  const posting = { requester, model, prompt, nonce, transactionHash }
  return { ...record, ...posting, ...appeal }
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

/** What the task paid, one entry a winner. */
export function payoutFacts({ members, events }: TaskHistory): Payout[] {
  return events.flatMap((event) => {
    if (event.type !== 'task-decided') return []
    const { winners, share: amount, transactionHash } = event
    return members
      .filter(({ member }) => hasMember(winners, member))
      .map(({ member, seat, signer }) => ({
        member,
        seat,
        signer,
        amount,
        transactionHash,
      }))
  })
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
