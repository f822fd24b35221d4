import { digestOf, findDifference, findMissing } from './compare.mjs'

/** Names the committed digests where a canary says from what it must differ. */
export const GOLDEN = 'golden'

/**
 * Whether a row gave what it must.
 *
 * @param {object} row
 * @param {{ model: string, prompt: string }[]} row.wanted - What it had to run.
 * @param {{ model: string, prompt: string, generation: string, logits: string }[]} row.results
 * @param {Record<string, Record<string, object>>} row.expected - By model and prompt.
 * @param {boolean} row.isCanary - Must differ instead of agreeing.
 * @returns {{ outcome: 'passed' | 'failed', detail: string }}
 */
export function judge({ wanted, results, expected, isCanary }) {
  const missing = findMissing(wanted, results)
  if (missing) return { outcome: 'failed', detail: missing }
  return isCanary ? judgeCanary(results, expected) : judgeRow(results, expected)
}

function judgeRow(results, expected) {
  for (const result of results) {
    const difference = findDifference(expected, result)
    if (difference) return { outcome: 'failed', detail: difference }
  }
  return { outcome: 'passed', detail: `${results.length} digests agree` }
}

/** Each model must differ in some prompt, or its agreement elsewhere says little. */
function judgeCanary(results, expected) {
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
