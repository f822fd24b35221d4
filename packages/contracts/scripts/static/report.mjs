/** What the tools found, and what of it nobody has explained. */

/**
 * @typedef {object} Run
 * @property {string} tool
 * @property {string} version
 * @property {string} [skipped] Why it did not run.
 * @property {string[]} [checks] What it proved or refuted, where it tells.
 * @property {{ detector: string, place: string, text: string }[]} findings
 */

/** A tool that did not run has found nothing, which says nothing. */
export function reportOf(runs, { explained, unexplained, stale }, began) {
  const skipped = runs.filter((run) => run.skipped)
  return {
    ok: unexplained.length + stale.length + skipped.length === 0,
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

export function linesOf({ tools, explained, unexplained, stale, seconds }) {
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
  ]
}
