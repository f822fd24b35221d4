import { useEffect, useRef } from 'preact/hooks'
import type { Session } from '../network/session.js'
import { followAnswer, stopReason } from './run-task.js'
import { isSettled } from './standing.js'
import { advanceTurn, type Turn } from './turn.js'
import type { Turns } from './use-turns.js'

/**
 * Follows every answer that can still change, beside whatever else runs, until
 * it cannot any more or its turn is gone.
 */
export function useFinality(session: Session, { all, change }: Turns): void {
  const followed = useRef(new Map<string, AbortController>())
  useEffect(() => {
    for (const { id, outcome } of all.filter(canChange)) {
      if (outcome.type !== 'answered' || followed.current.has(id)) continue
      const controller = new AbortController()
      followed.current.set(id, controller)
      const watch = {
        signal: controller.signal,
        tell: (update: Parameters<typeof advanceTurn>[1]) =>
          change(id, (turn) => advanceTurn(turn, update)),
      }
      // The answer stands as it was last seen; a reload looks again.
      followAnswer(session.tasks, outcome.answer.task, watch).catch(
        () => undefined,
      )
    }
    for (const [id, controller] of followed.current) {
      if (all.some((turn) => turn.id === id)) continue
      controller.abort(stopReason())
      followed.current.delete(id)
    }
  }, [session, all])
  useEffect(
    () => () => {
      for (const controller of followed.current.values())
        controller.abort(stopReason())
      followed.current.clear()
    },
    [session],
  )
}

function canChange({ outcome }: Turn): boolean {
  return outcome.type === 'answered' && !isSettled(outcome.standing)
}
