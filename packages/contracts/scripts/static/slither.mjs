/** Static analysis of src by Slither, with all of its detectors. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pythonPrograms } from '../tools/python.mjs'

const version = '0.11.6'

/** @returns {import('./report.mjs').Run} */
export function runSlither({ folder, env }) {
  const { folder: programs, missing } = pythonPrograms(
    'slither-analyzer',
    version,
  )
  if (missing)
    return { tool: 'slither', version, skipped: missing, findings: [] }
  const options = { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 28 }
  const build = spawnSync('forge', ['build'], options)
  if (build.status !== 0) throw new Error(`forge build: ${build.stderr}`)
  const report = join(folder, 'slither.json')
  const run = spawnSync(
    join(programs, 'slither'),
    [
      '.',
      ...['--compile-force-framework', 'foundry'],
      '--foundry-ignore-compile',
      ...['--filter-paths', 'node_modules|test/'],
      ...['--json', report],
    ],
    options,
  )
  // What it could not read it has not looked at.
  const blind = run.stderr?.match(/^ERROR:Slither:.*$/m)?.[0]
  if (blind) throw new Error(`slither: ${blind}`)
  try {
    const results = JSON.parse(readFileSync(report, 'utf8'))
    return { tool: 'slither', version, ...resultsOf(results) }
  } catch {
    throw new Error(
      `slither made no report:\n${run.error ?? run.stdout + run.stderr}`,
    )
  }
}

/** Findings without the numbers of their lines, which every change moves. */
export function resultsOf({ success, error, results }) {
  if (!success) throw new Error(error)
  const findings = (results.detectors ?? []).map(
    ({ check, impact, description }) => ({
      detector: check,
      impact,
      place: placeOf(description),
      text: description.trim().split('\n')[0],
    }),
  )
  return { findings }
}

/** What stands before the first `(file#line)`: who it is about. */
const placeOf = (description) => description.split(/ \(\S+#\d/)[0].trim()
