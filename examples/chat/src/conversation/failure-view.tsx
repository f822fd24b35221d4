import { Icon } from '../interface/icon.js'
import type { Failure } from './failure.js'
import { Notice } from './notice.js'
import { spendingOf } from './spending.js'
import type { Turn } from './turn.js'
import type { TurnActions } from './turn-view.js'

/** An error: what happened, what it cost, what to do. */
export function FailureView({
  turn,
  failure,
  actions,
}: {
  turn: Turn
  failure: Failure
  actions: TurnActions | undefined
}) {
  return (
    <Notice tone="wrong" icon="cross" title={failure.happened}>
      <p>{failure.remedy}</p>
      <p class="spending">{spendingOf(turn)}</p>
      <div class="notice-actions">
        {actions && turn.task !== undefined && (
          <button
            type="button"
            class="button primary"
            onClick={() => actions.resume(turn)}
          >
            Follow the task again
          </button>
        )}
        {actions && turn.task === undefined && (
          <button
            type="button"
            class="button primary"
            onClick={() => actions.retry(turn)}
          >
            <Icon name="retry" size={18} />
            Try again
          </button>
        )}
        <code class="error-code">{failure.code}</code>
      </div>
      {failure.facts.length > 0 && (
        <details class="facts-details">
          <summary>Details</summary>
          <ul>
            {failure.facts.map((fact) => (
              <li key={fact}>
                <code>{fact}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Notice>
  )
}
