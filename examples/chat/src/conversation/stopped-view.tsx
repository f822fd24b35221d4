import { Notice } from './notice.js'
import { spendingOf } from './spending.js'
import { SpendingActions } from './spending-actions.js'
import type { Turn } from './turn.js'
import type { TurnActions } from './turn-view.js'

/** Stopped by the person: the page no longer watches, the chain goes on. */
export function StoppedView({
  turn,
  actions,
}: {
  turn: Turn
  actions: TurnActions
}) {
  return (
    <Notice tone="plain" icon="stop" title="You stopped watching">
      {turn.blockNumber !== undefined && (
        <p>The task is on the chain and goes on without this page.</p>
      )}
      <p class="spending">{spendingOf(turn).words}</p>
      <SpendingActions turn={turn} actions={actions} />
    </Notice>
  )
}
