/**
 * What the browser keeps for this page. Where it keeps nothing (private
 * windows, blocked storage) the page works all the same, until it is closed.
 */
export function readStored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps `value` under `key`; `undefined` forgets it. */
export function writeStored(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Full or forbidden: see above.
  }
}
