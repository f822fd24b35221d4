import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { plainJavaScript } from '../../scripts/plain-javascript.js'
import { choosePins } from './cores.js'
import { engines } from './engines/index.js'
import type { MeasuredTask } from './measured-task.js'

/** Longer than any engine that is worth a row. */
const LIMIT = 10 * 60_000

/** Writes what runs in measured processes to a folder, as plain JavaScript. */
export async function measuredPrograms(folder: string): Promise<string> {
  const source = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  await plainJavaScript(
    {
      measure: source('measure.ts'),
      probe: source('probe.ts'),
      'web-worker': source('engines/web-worker.ts'),
    },
    folder,
  )
  return folder
}

/** What was measured, or why nothing was. */
export type Measured<Result> =
  | { readonly figures: Result }
  | { readonly fault: string }

/** Where a measurement runs. */
export type MeasuringPlace = {
  /** From `measuredPrograms`. */
  readonly programs: string
  /** The Node.js that runs it. Default: this one. */
  readonly node?: string | undefined
}

/**
 * Measures one engine in a process of its own, on as many processors as it has
 * threads.
 */
export async function runEngine<Result>(
  task: MeasuredTask,
  { programs, node = process.execPath }: MeasuringPlace,
): Promise<Measured<Result>> {
  const { isWebAssembly: hasProbe = false, flags = [] } = engines[task.engine]
  const args = [
    '--expose-gc',
    ...flags,
    ...(hasProbe ? ['--import', join(programs, 'probe.mjs')] : []),
    join(programs, 'measure.mjs'),
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

type Ended = {
  readonly code: number
  readonly output: string
  readonly errors: string
}

function run(command: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
      timeout: LIMIT,
    })
    let output = ''
    let errors = ''
    const figures = child.stdio[3] as Readable
    figures.on('data', (chunk) => {
      output += chunk
    })
    child.stderr?.on('data', (chunk) => {
      errors += chunk
    })
    child.on('error', (error) =>
      resolve({ code: 1, output, errors: error.message }),
    )
    child.on('close', (code) => resolve({ code: code ?? 1, output, errors }))
  })
}

/** The line of a stack trace that says what happened. */
function lastError(errors: string, code: number): string {
  const lines = errors.split('\n').filter((line) => line.trim() !== '')
  return (
    lines.findLast((line) => /error/i.test(line) && !/^\s+at /.test(line)) ??
    lines.at(-1) ??
    `ended with code ${code}`
  ).trim()
}
