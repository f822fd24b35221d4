/** Symbolic execution of the bytecode: test/symbolic, by Halmos. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pythonPrograms } from '../lib/python-programs.js'
import type { Findings, Run } from './report.js'
import type { Workshop } from './workshop.js'

const version = '0.3.3'

/** More than any loop of what is tested: a path that is cut short is a finding. */
const loops = 20

export function runHalmos(place: Workshop): Run {
  const { folder, missing } = pythonPrograms('halmos', version)
  if (missing !== undefined)
    return { tool: 'halmos', version, skipped: missing, findings: [] }
  const scratch = mkdtempSync(join(tmpdir(), 'halmos-'))
  try {
    return { tool: 'halmos', version, ...check(folder, place, scratch) }
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function check(
  programs: string,
  { folder, env }: Workshop,
  scratch: string,
): Findings {
  const report = join(scratch, 'report.json')
  const run = spawnSync(
    join(programs, 'halmos'),
    [
      ...['--solver', 'z3'],
      ...['--loop', String(loops)],
      ...['--solver-timeout-assertion', '600s'],
      ...['--json-output', report],
    ],
    { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  try {
    return resultsOf(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    throw new Error(
      `halmos made no report:\n${run.error ?? run.stdout + run.stderr}`,
    )
  }
}

/** Its report, as far as it is read: tests by `file:contract`. */
export type HalmosReport = {
  readonly test_results: Readonly<
    Record<
      string,
      readonly {
        readonly name: string
        readonly exitcode: number
        readonly num_bounded_loops: number
      }[]
    >
  >
}

/** Every test that is not proved for all values is a finding. */
export function resultsOf({
  test_results,
}: HalmosReport): Findings & { readonly checks: readonly string[] } {
  const tests = Object.entries(test_results).flatMap(([suite, results]) =>
    results.map(({ name, exitcode, num_bounded_loops }) => ({
      place: `${suite.split(':')[1]}.${name.split('(')[0]}`,
      isProved: exitcode === 0 && num_bounded_loops === 0,
    })),
  )
  if (tests.length === 0) throw new Error('halmos ran no test')
  return {
    checks: tests.map(({ place }) => place),
    findings: tests
      .filter(({ isProved }) => !isProved)
      .map(({ place }) => ({
        detector: 'symbolic test',
        place,
        text: 'not proved for all values',
      })),
  }
}
