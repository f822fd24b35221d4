/** Holds findings against the list of those that were looked at: test/static/findings.json. */

/**
 * @typedef {object} Entry
 * @property {string} tool
 * @property {string} detector
 * @property {string} place As the tool names it; `*` stands for anything.
 * @property {string} reason Why it stays.
 */

/**
 * @param {import('./report.mjs').Run[]} runs
 * @param {Entry[]} entries
 * @returns {{ explained: object[], unexplained: object[], stale: Entry[] }} Stale is what no tool finds any more.
 */
export function triage(runs, entries) {
  const used = new Set()
  const findings = runs.flatMap(({ tool, findings }) =>
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

function matches(entry, tool, { detector, place }) {
  if (entry.tool !== tool || entry.detector !== detector) return false
  const [head, ...rest] = entry.place.split('*')
  return rest.length === 0
    ? place === head
    : place.startsWith(head) && place.endsWith(rest.at(-1))
}
