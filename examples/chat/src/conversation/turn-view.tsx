import type { Session } from '../network/session.js'
import { AnswerView } from './answer-view.js'
import { FailureView } from './failure-view.js'
import { RefundView } from './refund-view.js'
import { StoppedView } from './stopped-view.js'
import { TaskProgress } from './task-progress.js'
import type { Turn } from './turn.js'

/** What a person can do about a turn that is not answered. */
export type TurnActions = {
  /** Asks the same question in a new task. */
  readonly retry: (turn: Turn) => void
  /** Follows the task again from where the chain has it. */
  readonly resume: (turn: Turn) => void
  /** Takes the refund out of the contract. */
  readonly withdraw: (turn: Turn) => Promise<void>
}

/** One question and what became of it. */
export function TurnView({
  turn,
  session,
  actions,
  isLast,
}: {
  turn: Turn
  session: Session
  actions: TurnActions
  isLast: boolean
}) {
  return (
    <li class="turn">
      <article aria-labelledby={`question-${turn.id}`}>
        <h2 class="question" id={`question-${turn.id}`}>
          <span class="visually-hidden">You asked: </span>
          {turn.question}
        </h2>
        <OutcomeView
          turn={turn}
          session={session}
          // Only the last turn can be asked again: a later one was built on it.
          actions={isLast ? actions : undefined}
        />
      </article>
    </li>
  )
}

function OutcomeView({
  turn,
  session,
  actions,
}: {
  turn: Turn
  session: Session
  actions: TurnActions | undefined
}) {
  const { outcome } = turn
  switch (outcome.type) {
    case 'running':
      return <TaskProgress turn={turn} />
    case 'answered':
      return (
        <AnswerView turn={turn} answer={outcome.answer} session={session} />
      )
    case 'refunded':
      return <RefundView turn={turn} refund={outcome} actions={actions} />
    case 'failed':
      return (
        <FailureView turn={turn} failure={outcome.failure} actions={actions} />
      )
    case 'stopped':
      return <StoppedView turn={turn} actions={actions} />
  }
}
