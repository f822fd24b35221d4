import { cp, mkdir, readFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { Failure } from '../bootstrap/failure.mjs'
import { execute, npm, npmCommand, root } from '../bootstrap/programs.mjs'
import type { Consumer } from './consumers.js'
import { installPacked } from './install-packed.js'
import type { Tarballs } from './pack-packages.js'

const projects = join(root, 'packages/sdk/test/consumers')

/** What a question in memory is answered with; see `shared/ask-in-memory.js`. */
const answer = 'Paris, of course.'

/** Installs a project from the tarballs and runs its check, on each Node.js. */
export async function runConsumer(
  { project, nodes = [] }: Consumer,
  {
    folder,
    tarballs,
  }: { readonly folder: string; readonly tarballs: Tarballs },
): Promise<void> {
  await cp(join(projects, project), folder, { recursive: true })
  await cp(join(projects, 'shared'), join(folder, 'shared'), {
    recursive: true,
  })
  const manifest = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  )
  await installPacked(folder, manifest, tarballs)
  await runCheck(folder, process.env)
  for (const node of nodes) {
    const env = { ...process.env, ...(await pathWithNode(folder, node)) }
    await runCheck(folder, env)
  }
}

async function runCheck(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { command, args, shell } = npmCommand(['run', '--silent', 'check'])
  const options = { cwd: folder, env, shell }
  const { code, output } = await execute(command, args, options)
  if (code === 0 && output.includes(answer)) return
  throw new Failure(`The project's check ended with ${code}.`, { output })
}

/** Another Node.js in front of the one on PATH, from its package. */
async function pathWithNode(folder: string, version: string) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const prefix = join(folder, `node-${version}`)
  await mkdir(prefix)
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save']
  await npm(
    `Installing Node.js ${version}`,
    ['install', ...flags, `--prefix=${prefix}`, `${name}@${version}`],
    { cwd: prefix },
  )
  const program = join(prefix, 'node_modules', name, 'bin/node')
  return {
    PATH: `${dirname(program)}${delimiter}${process.env.PATH ?? ''}`,
    // npm scripts put the folder of npm's own Node.js first, unless told.
    npm_config_scripts_prepend_node_path: 'false',
  }
}
