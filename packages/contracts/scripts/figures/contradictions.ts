/** Where docs/proof.md says something else than what is committed beside it. */
import type { GasFigures } from '../lib/gas-report.js'
import { rowsOf } from './rows.js'
import { commandNames, summaries } from './summary.js'

/**
 * Commands that have to be measured anew.
 *
 * @param page docs/proof.md
 * @param formalPage docs/formal.md
 */
export function contradictionsOf(
  page: string,
  gas: GasFigures,
  formalPage: string,
): string[] {
  const rows = rowsOf(page, {})
  const properties = resultsIn(formalPage)
  const proved = properties.filter((result) => result === 'proved').length
  const expected = {
    gas: summaries.gas.figure(gas),
    formal: summaries.formal.figure({ proved, properties }),
  }
  return commandNames.filter((name) => {
    const { figure } = rows[name]
    if (name === 'gas' || name === 'formal') return figure !== expected[name]
    return figure === '–'
  })
}

/** What the table of properties says of each. */
function resultsIn(formalPage: string): string[] {
  return [
    ...formalPage.matchAll(/^\|(?:[^|\n]+\|){4} (\w+) \| [\d.]+ \|$/gm),
  ].map(([, result = '']) => result)
}
