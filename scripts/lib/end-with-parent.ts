import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const interval = 500
const hasProc = existsSync('/proc/self/stat')
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Ends this process when the npm that runs it has ended.
 *
 * npm passes SIGINT and SIGTERM on, but only to the shell that it starts for a
 * script, and none other. That shell ends and does not pass anything on, so
 * `kill` of `npm start` would leave the network behind.
 *
 * Does nothing if npm did not start us: what was started by hand may outlive the
 * shell that it was started from.
 *
 * @param parent - The parent's id when this process began.
 */
export function endWithParent(parent: number): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const npm = npmAbove(parent)
  const isOver = (): boolean =>
    process.ppid !== parent || !isRunning(parent) || !isChild(parent, npm)
  const look = (): void => {
    if (!isOver()) return
    clearInterval(clock)
    process.kill(process.pid, 'SIGTERM')
  }
  const clock = setInterval(look, interval)
  clock.unref()
  // The first signal asks for an orderly end, a second one would cut it short.
  for (const signal of endings) afterFirst(signal, () => clearInterval(clock))
  look()
}

/** Calls back on a signal, and otherwise leaves it the effect that it had. */
function afterFirst(signal: NodeJS.Signals, told: () => void): void {
  process.once(signal, () => {
    told()
    const isHandled = process.listenerCount(signal) > 0
    if (!isHandled) process.kill(process.pid, signal)
  })
}

/** The process that started the shell which we run in, if it is a shell. */
function npmAbove(pid: number): number | undefined {
  const found = /^(\d+) \S*sh$/.exec(parentAndName(pid))
  const above = Number(found?.[1])
  return above > 1 ? above : undefined
}

/**
 * Whether the shell still has npm for a parent. One that was killed may linger
 * until its own parent looks, but its children have another parent at once.
 */
function isChild(shell: number, npm: number | undefined): boolean {
  if (npm === undefined) return true
  return hasProc ? npmAbove(shell) === npm : isRunning(npm)
}

/** `<id of the parent> <name>`, or nothing where the system does not tell. */
function parentAndName(pid: number): string {
  if (hasProc) return parentInProc(pid)
  if (process.platform === 'win32') return ''
  const columns = ['-o', 'ppid=', '-o', 'comm=', '-p', String(pid)]
  const { stdout } = spawnSync('ps', columns, { encoding: 'utf8' })
  return (stdout ?? '').trim().replace(/\s+/, ' ')
}

function parentInProc(pid: number): string {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return ''
  // id (name) state parent …, and a name may hold spaces and brackets.
  const found = /\((.*)\) \S (\d+)/s.exec(readFileSync(file, 'utf8'))
  return found === null ? '' : `${found[2]} ${found[1]}`
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process runs, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
