import { digestOf } from './compare.mjs'

/** What `--json` prints. */
export function report({ rows, results }) {
  const digests = {}
  const prompts = {}
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
export function digestLines(digests) {
  return Object.entries(digests).flatMap(([model, prompts]) =>
    Object.entries(prompts).map(
      ([prompt, digest]) => `${digest}  ${model}, “${prompt}”`,
    ),
  )
}

/** The last line, which scripts read. */
export function summaryLine(rows) {
  const count = (outcome) =>
    rows.filter((row) => row.outcome === outcome).length
  const skipped = count('skipped')
  const rest = skipped > 0 ? `, ${skipped} skipped` : ''
  return `${count('passed')} passed, ${count('failed')} failed${rest}`
}
