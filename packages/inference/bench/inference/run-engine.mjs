import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { choosePins } from './cores.mjs'
import { engines } from './engines/index.mjs'

const script = (name) => fileURLToPath(new URL(name, import.meta.url))

/** Longer than any engine that is worth a row. */
const LIMIT = 10 * 60_000

/**
 * Measures one engine in a process of its own, on as many processors as it has
 * threads.
 *
 * @param {object} task - What `measure.mjs` takes.
 * @param {string} [node] - The Node.js that runs it; default: this one.
 * @returns {Promise<{ figures: any } | { fault: string }>}
 */
export async function runEngine(task, node = process.execPath) {
  const { isWebAssembly: hasProbe = false, flags = [] } = engines[task.engine]
  const args = [
    '--expose-gc',
    ...flags,
    ...(hasProbe ? ['--import', script('probe.mjs')] : []),
    script('measure.mjs'),
    JSON.stringify({ ...task, hasProbe }),
  ]
  const pins = choosePins(task.threads)
  const { code, output, errors } = pins
    ? await run('taskset', ['-c', pins.join(), node, ...args])
    : await run(node, args)
  return code === 0
    ? { figures: JSON.parse(output) }
    : { fault: lastError(errors, code) }
}

/** @returns {Promise<{ code: number, output: string, errors: string }>} */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
      timeout: LIMIT,
    })
    let output = ''
    let errors = ''
    child.stdio[3].on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.on('error', (error) =>
      resolve({ code: 1, output, errors: error.message }),
    )
    child.on('close', (code) => resolve({ code: code ?? 1, output, errors }))
  })
}

/** The line of a stack trace that says what happened. */
function lastError(errors, code) {
  const lines = errors.split('\n').filter((line) => line.trim() !== '')
  return (
    lines.findLast((line) => /error/i.test(line) && !/^\s+at /.test(line)) ??
    lines.at(-1) ??
    `ended with code ${code}`
  ).trim()
}
