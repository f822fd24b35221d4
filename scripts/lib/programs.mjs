import { spawn } from 'node:child_process'
import { dirname, join, resolve as resolvePath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { causeOf, Failure } from './failure.mjs'

/** Root of the repository. */
export const root = resolvePath(
  dirname(fileURLToPath(import.meta.url)),
  '../..',
)

/**
 * How npm is called: the npm that runs this script, or else the one on PATH.
 *
 * @param {string[]} args
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(args) {
  const self = process.env.npm_execpath
  if (self?.endsWith('.js') || self?.endsWith('.cjs')) {
    return { command: process.execPath, args: [self, ...args], shell: false }
  }
  return { command: 'npm', args, shell: process.platform === 'win32' }
}

/**
 * Path of the script behind a command of an installed package.
 *
 * @param {string} path - Under node_modules, such as `typescript/bin/tsc`.
 */
export function installed(path) {
  return join(root, 'node_modules', path)
}

/**
 * Runs a program to its end and gives back what it printed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, show?: boolean }} [options] -
 *   `show` also prints the output as it comes.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function execute(command, args, options = {}) {
  const { cwd = root, env = process.env, shell = false, show = false } = options
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const letGo = followSignals(child)
    let output = ''
    const read = (stream) => (chunk) => {
      output += chunk
      if (show) stream.write(chunk)
    }
    child.stdout.on('data', read(process.stdout))
    child.stderr.on('data', read(process.stderr))
    child.on('error', (cause) => {
      letGo()
      reject(notStarted(command, cause))
    })
    child.on('close', (code, signal) => {
      letGo()
      if (signal === 'SIGINT' || code === 130) reject(interrupted())
      else resolve({ code: code ?? 1, output })
    })
  })
}

function notStarted(command, cause) {
  return new Failure(`"${command}" could not be started.`, {
    remedy: `Install it or put it on PATH (${cause.message}).`,
    cause,
  })
}

/** Ends the child with us; the returned function stops doing so. */
function followSignals(child) {
  const forward = (signal) => child.kill(signal)
  process.on('SIGTERM', forward)
  process.on('SIGINT', ignoreInterrupt)
  return () => {
    process.off('SIGTERM', forward)
    process.off('SIGINT', ignoreInterrupt)
  }
}

// The terminal sends Ctrl-C to the child as well: we wait for its end.
function ignoreInterrupt() {}

function interrupted() {
  return new Failure('Interrupted.', { exitCode: 130 })
}

/**
 * Runs a program that must succeed.
 *
 * @param {string} what - The step, for the message: "Building the SDK".
 * @param {string} command
 * @param {string[]} args
 * @param {Parameters<typeof execute>[2]} [options]
 * @returns {Promise<string>} What it printed.
 */
export async function mustSucceed(what, command, args, options) {
  const { code, output } = await execute(command, args, options)
  if (code === 0) return output
  const cause = causeOf(output)
  throw new Failure(
    cause
      ? `${what} failed: ${cause.message}.`
      : `${what} failed: "${[command, ...args].join(' ')}" ended with ${code}.`,
    { remedy: cause?.remedy, output },
  )
}

/**
 * Runs `node <script> …` that must succeed.
 *
 * @param {string} what
 * @param {string[]} args
 * @param {Parameters<typeof execute>[2]} [options]
 */
export function node(what, args, options) {
  return mustSucceed(what, process.execPath, args, options)
}

/**
 * Runs npm, which must succeed.
 *
 * @param {string} what
 * @param {string[]} args
 * @param {Parameters<typeof execute>[2]} [options]
 */
export function npm(what, args, options = {}) {
  const { command, args: all, shell } = npmCommand(args)
  return mustSucceed(what, command, all, { ...options, shell })
}
