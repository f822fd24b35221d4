/** What lcov's trace file says: lines `DA:line,count`, branches `BRDA:line,block,branch,count`. */

export function coverageOf(trace, began) {
  const files = {}
  const gaps = []
  let file = ''
  for (const entry of trace.split('\n')) {
    if (entry.startsWith('SF:')) file = entry.slice(3)
    const [, kind, line, count] =
      entry.match(/^(DA|BRDA):(\d+),(?:\d+,\d+,)?(\d+|-)$/) ?? []
    if (!kind) continue
    files[file] ??= { lines: none(), branches: none() }
    const part = files[file][kind === 'DA' ? 'lines' : 'branches']
    const isReached = Number(count) > 0
    part.found++
    if (isReached) part.hit++
    else gaps.push(`${file}:${line}`)
  }
  const [lines, branches] = ['lines', 'branches'].map((kind) =>
    totalOf(Object.values(files).map((each) => each[kind])),
  )
  return {
    // A trace without lines is none.
    ok: gaps.length === 0 && lines.found > 0,
    lines,
    branches,
    files,
    gaps,
    seconds: Math.round((Date.now() - began) / 1_000),
  }
}

/** @param {ReturnType<typeof coverageOf>} report */
export function linesOfCoverage({ lines, branches, gaps, seconds }) {
  return [
    ...gaps.map((place) => `not covered: ${place}`),
    `${lines.hit} of ${lines.found} lines, ${branches.hit} of ${branches.found} branches; ${seconds} s`,
  ]
}

function totalOf(parts) {
  const total = none()
  for (const { hit, found } of parts) {
    total.hit += hit
    total.found += found
  }
  const share = total.found === 0 ? 1 : total.hit / total.found
  return { ...total, percent: Math.floor(10_000 * share) / 100 }
}

const none = () => ({ hit: 0, found: 0 })
