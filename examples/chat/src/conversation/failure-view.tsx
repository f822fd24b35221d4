import type { Failure } from './failure.js'
import { Notice } from './notice.js'
import { spendingOf } from './spending.js'
import { SpendingActions } from './spending-actions.js'
import type { Turn } from './turn.js'
import type { TurnActions } from './turn-view.js'

/** An error: what happened, what to do, what it cost. */
export function FailureView({
  turn,
  failure,
  actions,
}: {
  turn: Turn
  failure: Failure
  actions: TurnActions
}) {
  const { code, happened, remedy, facts } = failure
  const { words } = spendingOf(turn)
  return (
    <Notice tone="wrong" icon="cross" title={happened}>
      <p>{remedy}</p>
      <p class="spending">{words}</p>
      <SpendingActions turn={turn} actions={actions}>
        <code class="error-code">{code}</code>
      </SpendingActions>
      {facts.length > 0 && (
        <details class="facts-details">
          <summary>Details</summary>
          <ul>
            {facts.map((fact) => (
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
