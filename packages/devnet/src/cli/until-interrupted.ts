/** What a shell reports for a program that Ctrl-C ended. */
const interrupted = 130

/**
 * Runs work that Ctrl-C, SIGTERM and a closed terminal abort. The first signal
 * asks for an orderly end; the second one does not ask.
 *
 * @param work - Gives the exit code; rejecting because of the abort counts as
 *   interrupted.
 */
export async function untilInterrupted(
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const controller = new AbortController()
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(interrupted)
    controller.abort()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, interrupt)
  try {
    return await work(controller.signal)
  } catch (error) {
    if (controller.signal.aborted) return interrupted
    throw error
  } finally {
    for (const signal of signals) process.off(signal, interrupt)
  }
}
