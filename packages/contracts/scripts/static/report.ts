/** What the tools found, and what of it nobody has explained. */

export type Finding = {
  readonly detector: string
  /** As the tool names it. */
  readonly place: string
  readonly text: string
  readonly impact?: string
}

export type Findings = {
  readonly findings: readonly Finding[]
  /** What it proved or refuted, where it tells. */
  readonly checks?: readonly string[]
}

export type Run = Findings & {
  readonly tool: string
  readonly version: string
  /** Why it did not run. */
  readonly skipped?: string
}

/** A finding by a tool, with the reason why it stays if there is one. */
export type Sighting = Finding & {
  readonly tool: string
  readonly reason?: string | undefined
}

/** A finding that was looked at, in test/static/findings.json. */
export type Explanation = {
  readonly tool: string
  readonly detector: string
  /** As the tool names it; `*` stands for anything. */
  readonly place: string
  /** Why it stays. */
  readonly reason: string
}

export type Triage = {
  readonly explained: readonly Sighting[]
  readonly unexplained: readonly Sighting[]
  /** What no tool finds any more. */
  readonly stale: readonly Explanation[]
}

export type StaticReport = Triage & {
  readonly ok: boolean
  readonly tools: readonly {
    readonly tool: string
    readonly version: string
    readonly seconds: number
    readonly skipped: string | undefined
    readonly checks: number | undefined
  }[]
  readonly findings: readonly Sighting[]
  readonly seconds: number
}

/** A tool that cannot be installed is left out, and the report says so. */
export function reportOf(
  runs: readonly (Run & { readonly seconds: number })[],
  { explained, unexplained, stale }: Triage,
  began: number,
): StaticReport {
  return {
    ok: unexplained.length + stale.length === 0,
    tools: runs.map(({ tool, version, seconds, skipped, checks }) => ({
      tool,
      version,
      seconds,
      skipped,
      checks: checks?.length,
    })),
    findings: [...explained, ...unexplained],
    explained,
    unexplained,
    stale,
    seconds: Math.round((Date.now() - began) / 1_000),
  }
}

export function linesOf(report: StaticReport): string[] {
  const { tools, explained, unexplained, stale, seconds } = report
  return [
    ...tools.map(
      ({ tool, version, checks, skipped }) =>
        `${tool} ${version}: ${skipped ? `skipped, ${skipped}` : `ran${checks ? `, ${checks} symbolic tests` : ''}`}`,
    ),
    ...unexplained.map(
      ({ tool, detector, place, text }) =>
        `${tool} ${detector}: ${place}\n  ${text}`,
    ),
    ...stale.map(
      ({ tool, detector, place }) =>
        `${tool} ${detector}: ${place} is listed but not found any more`,
    ),
    `${explained.length} findings explained, ${unexplained.length} not; ${seconds} s`,
    countOf(report),
  ]
}

/** By tool, in the words that are counted where several commands run. */
function countOf({ tools, unexplained, stale }: StaticReport): string {
  const complained = new Set([...unexplained, ...stale].map(({ tool }) => tool))
  const left = tools.filter(({ skipped }) => skipped).length
  const passed = tools.length - left - complained.size
  const counts = `${passed} passed, ${complained.size} failed`
  return left === 0 ? counts : `${counts}, ${left} skipped`
}
