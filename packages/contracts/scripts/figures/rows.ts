/** The rows of the commands in docs/proof.md, which is where last figures are kept. */
import {
  type CommandName,
  commandNames,
  type Measurement,
  type Measurements,
  summaries,
} from './summary.js'

export type Row = {
  readonly figure: string
  readonly took: string
  readonly on: string
}

const notMeasured: Row = { figure: '–', took: '–', on: '–' }

/** Of each command, from what was measured now, or else as the page has it. */
export function rowsOf(
  page: string,
  measurements: Measurements,
): Record<CommandName, Row> {
  const rows = commandNames.map((name) => [
    name,
    measuredRow(name, measurements[name]) ?? rowIn(page, name),
  ])
  return Object.fromEntries(rows)
}

function measuredRow<Name extends CommandName>(
  name: Name,
  measurement: Measurement<Name> | undefined,
): Row | undefined {
  if (!measurement) return undefined
  const { date, seconds, report } = measurement
  const figure = summaries[name].figure(report)
  return { figure, took: `${seconds} s`, on: date }
}

function rowIn(page: string, name: CommandName): Row {
  const line = page.split('\n').find((each) => each.startsWith(`| \`${name}\``))
  const [, , , figure, took, on] = line?.split(/ ?\| ?/) ?? []
  return figure && took && on ? { figure, took, on } : notMeasured
}
