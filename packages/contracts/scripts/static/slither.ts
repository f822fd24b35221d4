/** Static analysis of src by Slither, with all of its detectors. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pythonPrograms } from '../lib/python-programs.js'
import type { Findings, Run } from './report.js'
import type { Workshop } from './workshop.js'

const version = '0.11.6'

export function runSlither({ folder, env }: Workshop): Run {
  const { folder: programs, missing } = pythonPrograms(
    'slither-analyzer',
    version,
  )
  if (missing !== undefined)
    return { tool: 'slither', version, skipped: missing, findings: [] }
  const options = {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  } as const
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

/** Its report, as far as it is read. */
export type SlitherReport = {
  readonly success: boolean
  readonly error?: string | null
  readonly results: {
    readonly detectors?: readonly {
      readonly check: string
      readonly impact: string
      readonly description: string
    }[]
  }
}

/** Findings without the numbers of their lines, which every change moves. */
export function resultsOf({
  success,
  error,
  results,
}: SlitherReport): Findings {
  if (!success) throw new Error(error ?? 'slither failed')
  const findings = (results.detectors ?? []).map(
    ({ check, impact, description }) => ({
      detector: check,
      impact,
      place: placeOf(description),
      text: description.trim().split('\n')[0] ?? '',
    }),
  )
  return { findings }
}

/** What stands before the first `(file#line)`: who it is about. */
function placeOf(description: string): string {
  const [head = ''] = description.split(/ \(\S+#\d/)
  return head.trim()
}
