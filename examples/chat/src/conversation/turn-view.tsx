import type { Session } from '../network/session.js'
import { AnswerView } from './answer-view.js'
import { FailureView } from './failure-view.js'
import { RefundView } from './refund-view.js'
import { StoppedView } from './stopped-view.js'
import { TaskProgress } from './task-progress.js'
import type { Turn } from './turn.js'

/** What a person can do about a turn that is not answered. */
export type TurnActions = {
  /** Asks the same question in a new task. Only the last one: others build on it. */
  readonly retry: ((turn: Turn) => void) | undefined
  /** Follows the task again from where the chain has it; not beside another. */
  readonly resume: ((turn: Turn) => void) | undefined
  /** Takes the refund out of the contract; only for the account that paid. */
  readonly withdraw: (() => Promise<void>) | undefined
}

/** One question and what became of it. */
export function TurnView({
  turn,
  session,
  actions,
}: {
  turn: Turn
  session: Session
  actions: TurnActions
}) {
  return (
    <li class="turn">
      <article aria-labelledby={`question-${turn.id}`}>
        <h2 class="question" id={`question-${turn.id}`}>
          <span class="visually-hidden">You asked: </span>
          {turn.question}
        </h2>
        <OutcomeView turn={turn} session={session} actions={actions} />
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
  actions: TurnActions
}) {
  const { outcome } = turn
  switch (outcome.type) {
    case 'running':
      return <TaskProgress turn={turn} />
    case 'answered':
      return (
        <AnswerView
          turn={turn}
          answer={outcome.answer}
          standing={outcome.standing}
          session={session}
        />
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
