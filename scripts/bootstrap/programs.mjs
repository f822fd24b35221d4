// @ts-check
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname, join, resolve as resolvePath } from 'node:path'
import { fileURLToPath } from 'node:url'
import { causeOf, Failure } from './failure.mjs'

/**
 * @typedef {object} ExecuteOptions
 * @property {string} [cwd] - The root of the repository unless told otherwise.
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [shell]
 * @property {boolean} [show] - Also prints the output as it comes.
 */

/** Root of the repository. */
export const root = resolvePath(
  dirname(fileURLToPath(import.meta.url)),
  '../..',
)

/**
 * How npm is called: the npm that runs this script, or else the one on PATH.
 *
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(args) {
  const self = process.env.npm_execpath
  if (self?.endsWith('.js') || self?.endsWith('.cjs')) {
    return { command: process.execPath, args: [self, ...args], shell: false }
  }
  return {
    command: 'npm',
    args: [...args],
    shell: process.platform === 'win32',
  }
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
 * Runs a program to its end and gives back what it printed. A signal that ends
 * this process ends the program first, with everything it started.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ExecuteOptions} [options]
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
      // A process group of its own, so that a signal reaches all of it, once.
      detached: hasGroups,
    })
    const letGo = forwardSignals(child)
    let output = ''
    /** @param {NodeJS.WriteStream} stream */
    const read = (stream) => (/** @type {Buffer} */ chunk) => {
      output += chunk
      if (show) stream.write(chunk)
    }
    child.stdout.on('data', read(process.stdout))
    child.stderr.on('data', read(process.stderr))
    child.on('error', (cause) => {
      letGo()
      reject(notStarted(command, cause))
    })
    child.on('close', (code) => {
      const signal = letGo()
      if (signal === undefined) resolve({ code: code ?? 1, output })
      else reject(interrupted(signal))
    })
  })
}

const hasGroups = process.platform !== 'win32'

/** @type {readonly NodeJS.Signals[]} */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Ends the child's group with us; the returned function stops doing so, and
 * tells which signal came, if any.
 *
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  /** @type {NodeJS.Signals | undefined} */
  let received
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    received = signal
    if (hasGroups && child.pid !== undefined) signalGroup(child.pid, signal)
    else child.kill(signal)
  }
  for (const signal of endings) process.on(signal, forward)
  return () => {
    for (const signal of endings) process.off(signal, forward)
    return received
  }
}

/**
 * @param {number} leader
 * @param {NodeJS.Signals} signal
 */
function signalGroup(leader, signal) {
  try {
    process.kill(-leader, signal)
  } catch (error) {
    // A group that has ended needs no signal.
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code !== 'ESRCH') throw error
  }
}

/** @param {NodeJS.Signals} signal */
function interrupted(signal) {
  return new Failure('Interrupted.', {
    exitCode: 128 + constants.signals[signal],
  })
}

/**
 * @param {string} command
 * @param {Error} cause
 */
function notStarted(command, cause) {
  return new Failure(`"${command}" could not be started.`, {
    remedy: `Install it or put it on PATH (${cause.message}).`,
    cause,
  })
}

/**
 * Runs a program that must succeed.
 *
 * @param {string} what - The step, for the message: "Building the SDK".
 * @param {string} command
 * @param {readonly string[]} args
 * @param {ExecuteOptions} [options]
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
 * @param {readonly string[]} args
 * @param {ExecuteOptions} [options]
 */
export function node(what, args, options) {
  return mustSucceed(what, process.execPath, args, options)
}

/**
 * Runs npm, which must succeed.
 *
 * @param {string} what
 * @param {readonly string[]} args
 * @param {ExecuteOptions} [options]
 */
export function npm(what, args, options = {}) {
  const { command, args: all, shell } = npmCommand(args)
  return mustSucceed(what, command, all, { ...options, shell })
}
