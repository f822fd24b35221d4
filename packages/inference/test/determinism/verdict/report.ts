import { digestOf, type RunResult } from './compare.js'

/** How a row ended, for people and for `--json`. */
export type ReportedRow = {
  readonly name: string
  readonly outcome: 'passed' | 'failed' | 'skipped'
  readonly detail: string
  /** What it says it runs on. */
  readonly platform?: string | undefined
  readonly seconds?: number
  /** How many generations it gave. */
  readonly results?: number
}

/** One digest a prompt, by model. */
export type DigestTable = Readonly<
  Record<string, Readonly<Record<string, string>>>
>

export type Report = {
  readonly platforms: readonly ReportedRow[]
  readonly prompts: Readonly<Record<string, readonly string[]>>
  readonly digests: DigestTable
  readonly equal: boolean
}

/** What `--json` prints. */
export function report({
  rows,
  results,
}: {
  readonly rows: readonly ReportedRow[]
  readonly results: readonly RunResult[]
}): Report {
  const digests: Record<string, Record<string, string>> = {}
  const prompts: Record<string, string[]> = {}
  for (const result of results) {
    const { model, prompt } = result
    digests[model] ??= {}
    digests[model][prompt] = digestOf(result)
    prompts[model] ??= []
    prompts[model].push(prompt)
  }
  return {
    platforms: rows,
    prompts,
    digests,
    equal: rows.every(({ outcome }) => outcome !== 'failed'),
  }
}

/** One line a prompt, for people. */
export function digestLines(digests: DigestTable): string[] {
  return Object.entries(digests).flatMap(([model, prompts]) =>
    Object.entries(prompts).map(
      ([prompt, digest]) => `${digest}  ${model}, “${prompt}”`,
    ),
  )
}

/** The last line, which scripts read. */
export function summaryLine(
  rows: readonly Pick<ReportedRow, 'outcome'>[],
): string {
  const count = (outcome: ReportedRow['outcome']) =>
    rows.filter((row) => row.outcome === outcome).length
  const skipped = count('skipped')
  const rest = skipped > 0 ? `, ${skipped} skipped` : ''
  return `${count('passed')} passed, ${count('failed')} failed${rest}`
}
