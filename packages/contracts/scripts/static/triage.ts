/** Holds findings against the list of those that were looked at: test/static/findings.json. */

import type { Explanation, Finding, Run, Sighting, Triage } from './report.js'

export function triage(
  runs: readonly Run[],
  entries: readonly Explanation[],
): Triage {
  const used = new Set<Explanation>()
  const findings: Sighting[] = runs.flatMap(({ tool, findings }) =>
    findings.map((finding) => {
      const entry = entries.find((each) => matches(each, tool, finding))
      if (entry) used.add(entry)
      return { tool, ...finding, reason: entry?.reason }
    }),
  )
  const ran = new Set(
    runs.filter(({ skipped }) => !skipped).map(({ tool }) => tool),
  )
  return {
    explained: findings.filter(({ reason }) => reason),
    unexplained: findings.filter(({ reason }) => !reason),
    stale: entries.filter((entry) => ran.has(entry.tool) && !used.has(entry)),
  }
}

function matches(
  entry: Explanation,
  tool: string,
  { detector, place }: Finding,
): boolean {
  if (entry.tool !== tool || entry.detector !== detector) return false
  const [head = '', ...rest] = entry.place.split('*')
  return rest.length === 0
    ? place === head
    : place.startsWith(head) && place.endsWith(rest.at(-1) ?? '')
}
