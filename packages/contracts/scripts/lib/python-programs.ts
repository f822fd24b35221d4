/** Python programs from PyPI, each in a virtual environment of its own below `cache`, which git ignores. */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { say } from './command.js'
import { root } from './package-root.js'

export type Programs =
  | { readonly folder: string; readonly missing?: never }
  /** Why they are not here. */
  | { readonly missing: string; readonly folder?: never }

/** The folder with the programs of a pinned package, installed if it is not yet. */
export function pythonPrograms(name: string, version: string): Programs {
  const home = join(root, 'cache/tools', `${name}-${version}`)
  const folder = join(home, process.platform === 'win32' ? 'Scripts' : 'bin')
  if (existsSync(join(home, 'complete'))) return { folder }
  say(`installing ${name} ${version}`)
  const missing =
    failure(python(), ['-m', 'venv', home]) ??
    failure(join(folder, 'pip'), [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `${name}==${version}`,
    ]) ??
    failure(join(folder, 'python'), ['-c', `open(r'${home}/complete', 'w')`])
  if (missing === undefined) return { folder }
  rmSync(home, { recursive: true, force: true })
  return { missing: `${name} ${version} cannot be installed: ${missing}` }
}

const python = () => (process.platform === 'win32' ? 'python' : 'python3')

/** What a command said when it failed, in one line; nothing if it did not. */
function failure(
  command: string,
  parameters: readonly string[],
): string | undefined {
  const run = spawnSync(command, parameters, { encoding: 'utf8' })
  if (run.status === 0) return undefined
  const said = run.error?.message ?? `${run.stdout}\n${run.stderr}`
  return said.trim().split('\n').at(-1)
}
