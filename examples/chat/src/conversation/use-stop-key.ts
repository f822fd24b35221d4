import { useEffect } from 'preact/hooks'

/** Escape stops what runs, unless it closes a window first. */
export function useStopKey(isRunning: boolean, onStop: () => void): void {
  useEffect(() => {
    if (!isRunning) return
    const stop = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      if (document.querySelector('dialog[open]') === null) onStop()
    }
    document.addEventListener('keydown', stop)
    return () => document.removeEventListener('keydown', stop)
  })
}
