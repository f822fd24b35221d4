import type { Quote } from '@aichain/sdk'
import { useEffect, useState } from 'preact/hooks'
import type { Session } from './session.js'

/** How often the places of the model are looked at, in milliseconds. */
const interval = 30_000

/**
 * What a question costs, by the places that the model has: read now, every half
 * minute, and whenever `occasion` changes; `undefined` until it is known.
 */
export function useQuote(
  session: Session,
  occasion: unknown,
): Quote | undefined {
  const [quote, setQuote] = useState<Quote>()
  useEffect(() => {
    const controller = new AbortController()
    const { model, committee: committeeSize, fee } = session.network
    const read = () =>
      session.tasks
        .quote({ model, committeeSize, fee }, { signal: controller.signal })
        .then(setQuote)
        // Asking names what is wrong.
        .catch(() => undefined)
    void read()
    const timer = setInterval(read, interval)
    return () => {
      clearInterval(timer)
      controller.abort()
    }
  }, [session, occasion])
  return quote
}
