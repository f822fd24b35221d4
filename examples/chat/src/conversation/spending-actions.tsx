import type { ComponentChildren } from 'preact'
import { Icon } from '../interface/icon.js'
import { spendingOf } from './spending.js'
import type { Turn } from './turn.js'
import type { TurnActions } from './turn-view.js'

/** Follow what is paid for; ask again only where nothing is. */
export function SpendingActions({
  turn,
  actions: { resume, retry },
  children,
}: {
  turn: Turn
  actions: TurnActions
  children?: ComponentChildren
}) {
  const { mayExist } = spendingOf(turn)
  return (
    <div class="notice-actions">
      {mayExist && resume && (
        <button
          type="button"
          class="button primary"
          onClick={() => resume(turn)}
        >
          <Icon name="retry" size={18} />
          Follow the task
        </button>
      )}
      {retry && (
        <button
          type="button"
          class={mayExist ? 'button' : 'button primary'}
          onClick={() => retry(turn)}
        >
          {!mayExist && <Icon name="retry" size={18} />}
          {mayExist ? 'Ask again, for another fee' : 'Ask again'}
        </button>
      )}
      {children}
    </div>
  )
}
