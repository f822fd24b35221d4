/** The solver: z3, of the one version that the time limits were chosen for. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pythonPrograms } from '../lib/python-programs.js'

export type Z3 = { readonly command: string; readonly version: string }

/**
 * Later versions have another arithmetic core, which does not come to an end
 * with most of these queries (4.15.3: 30 s and no answer where 4.8.12 needs 2).
 */
const version = '4.8.12'

/** Tried in this order: what one leaves open in its time another may answer. */
const strategies: readonly (readonly string[])[] = [
  ['smt.arith.solver=2'],
  [],
  [
    'rewriter.pull_cheap_ite=true',
    'fp.spacer.q3.use_qgen=true',
    'fp.spacer.mbqi=false',
    'fp.spacer.ground_pobs=false',
  ],
]

/**
 * Where z3 is: what `Z3` in the environment names, the one of PyPI's
 * `z3-solver`, or else any on the path; or why it is nowhere.
 */
export function findZ3():
  | (Z3 & { readonly missing?: never })
  | { readonly missing: string } {
  const { folder, missing } = pythonPrograms('z3-solver', `${version}.0`)
  const candidates = [process.env.Z3, folder && join(folder, 'z3'), 'z3']
  for (const command of candidates) {
    if (!command) continue
    const found = versionOf(command)
    if (found !== undefined) return { command, version: found }
  }
  return {
    missing: `z3 ${version} is needed: install Debian's package z3, or Python with pip (${missing})`,
  }
}

function versionOf(command: string): string | undefined {
  const { status, stdout } = spawnSync(command, ['--version'], {
    encoding: 'utf8',
  })
  return status === 0 ? /version ([\d.]+)/.exec(stdout)?.[1] : undefined
}

/**
 * Answers a query: `sat`, `unsat` (with its proof) or, when no strategy came
 * to an end, `unknown`.
 *
 * @param seconds Of the processor, for each strategy: what is proved must not
 * depend on what else the machine does.
 */
export function solve(z3: Z3, query: string, seconds: number): string {
  for (const strategy of strategies) {
    const answer = run(z3, query, strategy, seconds)
    if (/^(un)?sat\b/.test(answer)) return answer
  }
  return 'unknown\n'
}

function run(
  z3: Z3,
  query: string,
  strategy: readonly string[],
  seconds: number,
): string {
  const { stdout } = spawnSync(
    'sh',
    [
      ...['-c', 'ulimit -t "$0" && exec "$@"', String(seconds)],
      ...[z3.command, '-smt2', '-in', ...strategy],
    ],
    { input: query, encoding: 'utf8', maxBuffer: 2 ** 30 },
  )
  return stdout ?? ''
}
