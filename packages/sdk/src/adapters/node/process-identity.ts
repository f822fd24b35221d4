import { readFile } from 'node:fs/promises'

/**
 * What tells a process from a later one with the same pid: the boot and the
 * moment it started in. A container's only process always has the same pid, and
 * pids repeat after a reboot, so a pid alone would make a crash look like a
 * running process. `undefined` where the system has no `/proc`.
 *
 * @see {@link https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html}
 */
export async function processIdentity(
  pid: number,
): Promise<string | undefined> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The second field, the command, may hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const startTime = fields[19]
    return startTime && `${boot.trim()}/${startTime}`
  } catch {
    // No /proc, or no such process: there is no identity to give.
    return undefined
  }
}

/** Whether a process of this pid runs on this machine. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, as another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
