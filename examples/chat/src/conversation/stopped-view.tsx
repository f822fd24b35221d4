import { Icon } from '../interface/icon.js'
import { Notice } from './notice.js'
import { spendingOf } from './spending.js'
import type { Turn } from './turn.js'
import type { TurnActions } from './turn-view.js'

/** Stopped by the person: the page no longer watches, the chain goes on. */
export function StoppedView({
  turn,
  actions,
}: {
  turn: Turn
  actions: TurnActions | undefined
}) {
  const isPosted = turn.task !== undefined
  return (
    <Notice tone="plain" icon="stop" title="You stopped watching">
      {isPosted && (
        <p>The task is on the chain and goes on without this page.</p>
      )}
      <p class="spending">{spendingOf(turn)}</p>
      {actions && (
        <div class="notice-actions">
          <button
            type="button"
            class="button primary"
            onClick={() =>
              isPosted ? actions.resume(turn) : actions.retry(turn)
            }
          >
            <Icon name="retry" size={18} />
            {isPosted ? 'Get the answer' : 'Ask again'}
          </button>
        </div>
      )}
    </Notice>
  )
}
