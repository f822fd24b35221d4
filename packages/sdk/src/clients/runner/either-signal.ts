/**
 * A signal that aborts with whichever of two aborts first, with its reason.
 * Call `release` when done: both may live much longer than this one.
 */
export function eitherSignal(
  first: AbortSignal,
  second: AbortSignal | undefined,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController()
  const sources = second ? [first, second] : [first]
  const abort = () => {
    const source = sources.find(({ aborted }) => aborted)
    controller.abort(source?.reason)
  }
  for (const source of sources) source.addEventListener('abort', abort)
  if (sources.some(({ aborted }) => aborted)) abort()
  return {
    signal: controller.signal,
    release: () => {
      for (const source of sources) source.removeEventListener('abort', abort)
    },
  }
}
