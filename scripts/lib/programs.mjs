import { spawn } from 'node:child_process'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { causeOf, Failure } from './failure.mjs'

/** Root of the repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * How npm is called: the npm that runs this script, or else the one on PATH.
 *
 * @returns {{ command: string, prefix: string[], shell: boolean }}
 */
function npmProgram() {
  const self = process.env.npm_execpath
  if (self?.endsWith('.js') || self?.endsWith('.cjs')) {
    return { command: process.execPath, prefix: [self], shell: false }
  }
  return { command: 'npm', prefix: [], shell: process.platform === 'win32' }
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
 *   `show` lets the program write to this terminal instead of being captured.
 * @returns {Promise<{ code: number, output: string }>}
 */
export function execute(command, args, options = {}) {
  const { cwd = root, env = process.env, shell = false, show = false } = options
  return new Promise((settle, reject) => {
    const captured = show ? 'inherit' : 'pipe'
    const child = spawn(command, args, {
      cwd,
      env,
      shell,
      stdio: ['ignore', captured, captured],
    })
    const forward = (signal) => child.kill(signal)
    process.on('SIGTERM', forward)
    process.on('SIGINT', ignoreInterrupt)
    const done = () => {
      process.off('SIGTERM', forward)
      process.off('SIGINT', ignoreInterrupt)
    }
    let output = ''
    child.stdout?.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (cause) => {
      done()
      reject(
        new Failure(`"${command}" could not be started.`, {
          remedy: `Install it or put it on PATH (${cause.message}).`,
          cause,
        }),
      )
    })
    child.on('close', (code, signal) => {
      done()
      if (signal === 'SIGINT' || code === 130) reject(interrupted())
      else settle({ code: code ?? 1, output })
    })
  })
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
  const { command, prefix, shell } = npmProgram()
  return mustSucceed(what, command, [...prefix, ...args], { ...options, shell })
}
