/** What lcov's trace file says: lines `DA:line,count`, branches `BRDA:line,block,branch,count`. */

type Count = { hit: number; found: number }

type FileCoverage = { readonly lines: Count; readonly branches: Count }

type Total = Readonly<Count> & { readonly percent: number }

export type CoverageReport = {
  readonly ok: boolean
  readonly lines: Total
  readonly branches: Total
  readonly files: Readonly<Record<string, FileCoverage>>
  /** `file:line` of what no test reaches. */
  readonly gaps: readonly string[]
  readonly seconds: number
}

export function coverageOf(trace: string, began: number): CoverageReport {
  const files: Record<string, FileCoverage> = {}
  const gaps: string[] = []
  let file = ''
  for (const entry of trace.split('\n')) {
    if (entry.startsWith('SF:')) file = entry.slice(3)
    const [, kind, line, count] =
      entry.match(/^(DA|BRDA):(\d+),(?:\d+,\d+,)?(\d+|-)$/) ?? []
    if (!kind) continue
    const counts = files[file] ?? { lines: none(), branches: none() }
    files[file] = counts
    const part = counts[kind === 'DA' ? 'lines' : 'branches']
    const isReached = Number(count) > 0
    part.found++
    if (isReached) part.hit++
    else gaps.push(`${file}:${line}`)
  }
  const lines = totalOf(Object.values(files).map((each) => each.lines))
  const branches = totalOf(Object.values(files).map((each) => each.branches))
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

export function linesOfCoverage(report: CoverageReport): string[] {
  const { lines, branches, gaps, seconds } = report
  return [
    ...gaps.map((place) => `not covered: ${place}`),
    `${lines.hit} of ${lines.found} lines, ${branches.hit} of ${branches.found} branches; ${seconds} s`,
  ]
}

function totalOf(parts: readonly Count[]): Total {
  const total = none()
  for (const { hit, found } of parts) {
    total.hit += hit
    total.found += found
  }
  const share = total.found === 0 ? 1 : total.hit / total.found
  return { ...total, percent: Math.floor(10_000 * share) / 100 }
}

const none = (): Count => ({ hit: 0, found: 0 })
