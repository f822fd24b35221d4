import {
  digestOf,
  type Expected,
  findDifference,
  findMissing,
  type Place,
  type RunResult,
} from './compare.js'

/** Names the committed digests where a canary says from what it must differ. */
export const GOLDEN = 'golden'

/** A row that has run. */
export type FinishedRow = {
  /** What it had to run. */
  readonly wanted: readonly Place[]
  readonly results: readonly RunResult[]
  readonly expected: Expected
  /** Must differ instead of agreeing. */
  readonly isCanary: boolean
}

export type Verdict = {
  readonly outcome: 'passed' | 'failed'
  readonly detail: string
}

/** Whether a row gave what it must. */
export function judge(row: FinishedRow): Verdict {
  const { wanted, results, expected, isCanary } = row
  const missing = findMissing(wanted, results)
  if (missing) return { outcome: 'failed', detail: missing }
  return isCanary ? judgeCanary(results, expected) : judgeRow(results, expected)
}

function judgeRow(results: readonly RunResult[], expected: Expected): Verdict {
  for (const result of results) {
    const difference = findDifference(expected, result)
    if (difference) return { outcome: 'failed', detail: difference }
  }
  return { outcome: 'passed', detail: `${results.length} digests agree` }
}

/** Each model must differ in some prompt, or its agreement elsewhere says little. */
function judgeCanary(
  results: readonly RunResult[],
  expected: Expected,
): Verdict {
  const differs = results.filter((result) => {
    const other = expected[result.model]?.[result.prompt]
    return other && digestOf(result) !== digestOf(other)
  })
  const models = new Set(results.map(({ model }) => model))
  const toothless = [...models].filter(
    (model) => !differs.some((result) => result.model === model),
  )
  return toothless.length > 0
    ? {
        outcome: 'failed',
        detail: `${toothless.join(', ')}: the same digests, so the matrix would not see a difference`,
      }
    : {
        outcome: 'passed',
        detail: `${differs.length} of ${results.length} digests differ, as they must`,
      }
}
