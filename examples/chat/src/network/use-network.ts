import { useEffect, useState } from 'preact/hooks'
import {
  chooseNetwork,
  type Fields,
  type Found,
  findNetwork,
} from './load-network.js'

/** Between two looks for a network that is starting, in milliseconds. */
const interval = 1_000

/** The network to use, and how to choose one; `undefined` while it is looked for. */
export function useNetwork(): {
  readonly found: Found | undefined
  readonly choose: (fields: Fields | undefined) => void
} {
  const [found, setFound] = useState<Found>()
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const controller = new AbortController()
    findNetwork(controller.signal)
      .then(setFound)
      // Only by leaving.
      .catch(() => undefined)
    return () => controller.abort()
  }, [attempt])
  useEffect(() => {
    if (found?.type !== 'starting') return
    const timer = setTimeout(() => setAttempt(attempt + 1), interval)
    return () => clearTimeout(timer)
  }, [found, attempt])
  const choose = (fields: Fields | undefined) => {
    chooseNetwork(fields)
    // What a link proposed has been answered.
    history.replaceState(null, '', location.pathname)
    setAttempt(attempt + 1)
  }
  return { found, choose }
}
