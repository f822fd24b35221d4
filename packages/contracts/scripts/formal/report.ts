/** What was proved, in figures. */

import type { Verdict } from './model-checker.js'
import type { Z3 } from './z3.js'

/** What came of a proof, or of a mistake. */
export type Outcome = {
  readonly result: Verdict
  readonly seconds: number
  /** What is not proved, by its place. */
  readonly open: readonly string[]
}

/** One line of the report. */
export type Entry = {
  readonly property: string
  readonly id: string
  readonly name: string
  readonly statement: string
  readonly tool: string
  readonly target: string
  readonly result: Verdict
  readonly seconds: number
  readonly mistake: 'found' | 'missed'
  readonly mistakeSeconds: number
  readonly open: readonly string[]
}

export type FormalReport = {
  readonly ok: boolean
  readonly proved: number
  readonly failed: number
  readonly seconds: number
  readonly z3: string
  readonly properties: readonly Entry[]
}

/** @param tooth What became of the mistake. */
export function entryOf(
  {
    id,
    name,
    statement,
  }: { readonly id: string; readonly name: string; readonly statement: string },
  means: { readonly tool: string; readonly target: string },
  proof: Outcome,
  tooth: Omit<Outcome, 'open'>,
): Entry {
  return {
    property: `${id} ${name}`,
    id,
    name,
    statement,
    ...means,
    result: proof.result,
    seconds: rounded(proof.seconds),
    mistake: tooth.result === 'refuted' ? 'found' : 'missed',
    mistakeSeconds: rounded(tooth.seconds),
    open: proof.open,
  }
}

/** Everything is proved, and every mistake would have been noticed. */
export function reportOf(
  entries: readonly Entry[],
  z3: Pick<Z3, 'version'>,
  began: number,
): FormalReport {
  const isGood = ({ result, mistake }: Entry) =>
    result === 'proved' && mistake === 'found'
  return {
    ok: entries.length > 0 && entries.every(isGood),
    proved: entries.filter(isGood).length,
    failed: entries.filter((entry) => !isGood(entry)).length,
    seconds: Math.round((Date.now() - began) / 1_000),
    z3: z3.version,
    properties: entries,
  }
}

export function linesOf(report: FormalReport): string[] {
  const { properties, proved, failed, seconds, z3 } = report
  return [
    ...properties.map(lineOf),
    `${proved} proved, ${failed} failed; ${seconds} s, z3 ${z3}`,
  ]
}

export function lineOf(entry: Entry): string {
  const { property, result, seconds, mistake, open } = entry
  const line = `${property}: ${result} in ${seconds} s, mistake ${mistake}`
  return [line, ...open.map((place) => `  ${place}`)].join('\n')
}

/** The table of docs/formal.md. */
export function tableOf(entries: readonly Entry[]): string {
  const rows = entries.map(
    ({ id, statement, tool, target, result, seconds }) =>
      `| ${id} | ${statement} | ${tool} | ${target} | ${result} | ${seconds} |`,
  )
  return [
    '| | property | by | on | result | seconds |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

const rounded = (seconds: number): number => Math.round(10 * seconds) / 10
