import type { GasFigures } from '../lib/gas-report.js'
import { fill } from '../lib/page.js'
import { rowsOf } from './rows.js'
import type { Measurements, Reports } from './summary.js'
import { tablesOf } from './tables.js'

/** docs/proof.md with what was measured; the rest of the commands as it was. */
export function renewed(
  page: string,
  measurements: Measurements,
  gas: GasFigures,
  mutation: Reports['mutation'],
): string {
  return fill(
    page,
    'figures',
    tablesOf(rowsOf(page, measurements), gas, mutation),
  )
}
