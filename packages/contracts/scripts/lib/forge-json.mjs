/** Runs forge and reads what its tests came to. */
import { spawn } from 'node:child_process'
import { root } from '../compile.mjs'
import { binary } from '../forge.mjs'

/**
 * @typedef {object} TestResult
 * @property {string} file
 * @property {string} contract
 * @property {string} name Without the parameters.
 * @property {'passed' | 'failed' | 'skipped'} outcome
 * @property {string | null} reason
 * @property {object} kind What forge says of the kind of test: runs, calls, metrics.
 * @property {Record<string, Record<string, string>>} snapshots What the test recorded by `snapshotValue`.
 */

/**
 * Runs `forge test --json` with these options.
 *
 * @param {string[]} options
 * @param {{ profile?: string, env?: Record<string, string>, folder?: string, timeout?: number }} [settings]
 * @returns {Promise<{ tests: TestResult[], timedOut: boolean }>}
 */
export async function forgeTests(options, settings = {}) {
  const run = await runForge(['test', '--json', ...options], settings)
  const { code, signal, output, complaints } = run
  if (signal) return { tests: [], timedOut: true }
  if (/^No tests/.test(output)) return { tests: [], timedOut: false }
  try {
    return { tests: parseTests(output), timedOut: false }
  } catch {
    const said = `${complaints}\n${output}`.trim().slice(-4_000)
    throw new Error(`forge test ended with ${code} and no report:\n${said}`)
  }
}

/** @returns {TestResult[]} */
export function parseTests(output) {
  const suites = Object.entries(JSON.parse(output))
  return suites.flatMap(([suite, { test_results }]) => {
    const [file, contract] = suite.split(/:(?=[^:]*$)/)
    return Object.entries(test_results).map(([signature, result]) => ({
      file,
      contract,
      name: signature.replace(/\(.*$/, ''),
      outcome: outcomes[result.status],
      reason: result.reason,
      kind: result.kind,
      snapshots: result.gas_snapshots ?? {},
    }))
  })
}

const outcomes = { Success: 'passed', Failure: 'failed', Skipped: 'skipped' }

/**
 * Runs forge to its end and keeps what it says.
 *
 * @returns {Promise<{ code: number | null, signal: string | null, output: string, complaints: string }>}
 */
export function runForge(parameters, settings = {}) {
  const { profile, env, folder = root, timeout } = settings
  const child = spawn(binary(), parameters, {
    cwd: folder,
    env: {
      ...process.env,
      ...env,
      ...(profile && { FOUNDRY_PROFILE: profile }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout,
    killSignal: 'SIGKILL',
  })
  const parts = { stdout: [], stderr: [] }
  for (const name of ['stdout', 'stderr'])
    child[name].on('data', (part) => parts[name].push(part))
  const text = (name) => Buffer.concat(parts[name]).toString()
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({
        code,
        signal,
        output: text('stdout'),
        complaints: text('stderr'),
      }),
    )
  })
}
