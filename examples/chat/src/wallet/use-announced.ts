import { createStore } from 'mipd'
import { useEffect, useState } from 'preact/hooks'
import type { Announced } from './injected.js'

/**
 * The browser wallets that announce themselves.
 *
 * @see {@link https://eips.ethereum.org/EIPS/eip-6963}
 */
export function useAnnounced(): readonly Announced[] {
  const [announced, setAnnounced] = useState<readonly Announced[]>([])
  useEffect(() => {
    const store = createStore()
    store.subscribe(setAnnounced, { emitImmediately: true })
    return () => store.destroy()
  }, [])
  return announced
}
