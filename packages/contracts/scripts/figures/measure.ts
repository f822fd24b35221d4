import { spawnSync } from 'node:child_process'
import { say } from '../lib/command.js'
import { root } from '../lib/package-root.js'
import { type CommandName, type Measurement, summaries } from './summary.js'

/** Runs a command; a report below its bar counts as well, and fails the process. */
export function measure<Name extends CommandName>(
  name: Name,
): Measurement<Name> {
  const began = Date.now()
  const { options = [] } = summaries[name]
  say(`${name} …`)
  const { stdout, status } = spawnSync(
    'npm',
    ['run', '--silent', name, '--', '--json', ...options],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 2 ** 28,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    },
  )
  if (status !== 0) process.exitCode = 1
  const seconds = Math.round((Date.now() - began) / 1_000)
  const date = new Date(began).toISOString().slice(0, 10)
  return { date, seconds, report: JSON.parse(stdout) }
}
