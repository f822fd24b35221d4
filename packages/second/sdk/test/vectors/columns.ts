/**
 * Cases as columns: one JSON array of equal types for each property, which
 * forge's `vm.parseJsonUintArray` and its siblings read directly. Whole numbers
 * that JSON cannot hold are decimal strings.
 */
export type Columns = Readonly<
  Record<string, readonly (string | number | boolean)[]>
>

/** Turns rows into columns; a list in a row is laid out one after another. */
export function columnsOf(
  rows: readonly Readonly<Record<string, Cell | readonly Cell[]>>[],
): Columns {
  const columns: Record<string, (string | number | boolean)[]> = {}
  for (const row of rows)
    for (const [name, cell] of Object.entries(row)) {
      const column = columns[name] ?? []
      columns[name] = column
      column.push(...[cell].flat().map(plain))
    }
  return columns
}

type Cell = string | number | boolean | bigint

function plain(cell: Cell): string | number | boolean {
  return typeof cell === 'bigint' ? cell.toString() : cell
}
