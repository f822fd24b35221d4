/** Asks a process to end; one that is gone already is fine. */
export function endProcess(
  pid: number,
  signal: NodeJS.Signals = 'SIGTERM',
): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

/** Whether a process with this id runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !isGone(error)
  }
}

function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ESRCH'
}
