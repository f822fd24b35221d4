import { onAbort } from './on-abort.js'

/**
 * A signal that aborts with whichever of two aborts first, with its reason.
 * Call `release` when done: both may live much longer than this one.
 */
export function eitherSignal(
  first: AbortSignal,
  second: AbortSignal | undefined,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController()
  const releases = [first, second].map((source) =>
    onAbort(source, () => controller.abort(source?.reason)),
  )
  return {
    signal: controller.signal,
    release: () => {
      for (const release of releases) release()
    },
  }
}
