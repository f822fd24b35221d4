/**
 * Calls `listener` once `signal` aborts; at once if it has already. Returns the
 * way to take it back.
 *
 * However many listen to a signal this way, the signal itself has one listener.
 * A node's signals live as long as the node and many calls at once listen to
 * each; past ten, Node takes that for a leak and warns.
 */
export function onAbort(
  signal: AbortSignal | undefined,
  listener: () => void,
): () => void {
  if (!signal) return () => {}
  if (signal.aborted) {
    listener()
    return () => {}
  }
  const audience = audiences.get(signal) ?? gather(signal)
  // An entry of its own, so that the same function may listen twice.
  const entry = { listener }
  audience.entries.add(entry)
  return () => {
    const { entries, dissolve } = audience
    if (entries.delete(entry) && entries.size === 0) dissolve()
  }
}

type Audience = {
  readonly entries: Set<{ readonly listener: () => void }>
  /** Lets go of the signal. */
  readonly dissolve: () => void
}

const audiences = new WeakMap<AbortSignal, Audience>()

function gather(signal: AbortSignal): Audience {
  const entries: Audience['entries'] = new Set()
  const dissolve = () => {
    signal.removeEventListener('abort', tell)
    audiences.delete(signal)
  }
  // Whoever takes its listener back meanwhile is not called any more.
  const tell = () => {
    dissolve()
    for (const { listener } of entries) listener()
  }
  signal.addEventListener('abort', tell)
  const audience = { entries, dissolve }
  audiences.set(signal, audience)
  return audience
}
