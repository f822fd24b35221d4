import { isatty } from 'node:tty'

/** What a shell reports for a program that Ctrl-C ended. */
const interrupted = 130

/**
 * Milliseconds in which a second signal is the same request: where npm's shell
 * gives way to its program, Ctrl-C comes from the terminal and from npm.
 */
const sameRequest = 250

/**
 * Runs work that Ctrl-C, SIGTERM and a closed terminal abort. The first signal
 * asks for an orderly end; the second one does not ask.
 *
 * After a closed terminal this process ends by SIGHUP once the work has ended:
 * Node.js would stumble over the terminal that it wants to put in order.
 *
 * @param work - Gives the exit code; rejecting because of the abort counts as
 *   interrupted.
 * @param lost - Aborts when nobody can be told anything any more.
 */
export async function untilInterrupted(
  work: (signal: AbortSignal) => Promise<number>,
  lost: AbortSignal = new AbortController().signal,
): Promise<number> {
  const hasTerminal = [0, 1, 2].some(isatty)
  const controller = new AbortController()
  let first = 0
  let isHungUp = false
  const abort = (): void => {
    if (!controller.signal.aborted) first = performance.now()
    controller.abort()
  }
  const interrupt = (): void => {
    abort()
    if (performance.now() - first > sameRequest) process.exit(interrupted)
  }
  // Told by the system and by shells, each in its time, and by nobody impatient.
  const hangUp = (): void => {
    isHungUp = true
    abort()
  }
  lost.addEventListener('abort', abort)
  if (lost.aborted) abort()
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt).on('SIGHUP', hangUp)
  try {
    return await work(controller.signal)
  } catch (error) {
    if (controller.signal.aborted) return interrupted
    throw error
  } finally {
    lost.removeEventListener('abort', abort)
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
    process.off('SIGHUP', hangUp)
    if (isHungUp && hasTerminal) process.kill(process.pid, 'SIGHUP')
  }
}
