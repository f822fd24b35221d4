/** What all commands of this package have in common. */

/**
 * Whether the figures are wanted as JSON. npm keeps a `--json` that does not
 * stand behind `--` to itself, and says so in the environment.
 */
export function wantsJson(parameters = process.argv.slice(2)): boolean {
  return parameters.includes('--json') || process.env.npm_config_json === 'true'
}

/** Talks where no report is read from. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

/**
 * Ends a command with its report: as JSON, or as lines for a reader. Its status
 * says whether the report reaches the bar.
 */
export function finish<Report extends { readonly ok: boolean }>(
  report: Report,
  lines: readonly string[],
): void {
  const text = wantsJson() ? JSON.stringify(report, null, 2) : lines.join('\n')
  process.stdout.write(`${text}\n`)
  process.exitCode = report.ok ? 0 : 1
}

/** The value of `--name VALUE` or `--name=VALUE`. */
export function optionOf(
  name: string,
  parameters = process.argv.slice(2),
): string | undefined {
  const index = parameters.findIndex(
    (parameter) =>
      parameter === `--${name}` || parameter.startsWith(`--${name}=`),
  )
  if (index < 0) return undefined
  return parameters[index]?.split('=')[1] ?? parameters[index + 1]
}

/** What is no option and belongs to none of these. */
export function plainOf(
  withValue: readonly string[],
  parameters = process.argv.slice(2),
): string[] {
  return parameters.filter(
    (parameter, index) =>
      !parameter.startsWith('--') &&
      !withValue.some((name) => parameters[index - 1] === `--${name}`),
  )
}
