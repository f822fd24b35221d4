import type { Digests, Place } from './compare.mjs'

export type Row = {
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  readonly detail: string
}
export function report(run: {
  readonly rows: readonly Row[]
  readonly results: readonly (Place & Digests)[]
}): {
  readonly platforms: readonly Row[]
  readonly prompts: Readonly<Record<string, readonly string[]>>
  readonly digests: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly equal: boolean
}
export function digestLines(
  digests: Readonly<Record<string, Readonly<Record<string, string>>>>,
): string[]
export function summaryLine(rows: readonly Pick<Row, 'outcome'>[]): string
