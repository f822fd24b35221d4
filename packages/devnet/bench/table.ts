/** Rows under titles, in columns as wide as they must be, to the right. */
export function table(
  titles: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = [titles, ...rows.map((row) => row.map(String))]
  const widths = titles.map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  )
  return cells
    .map((row) =>
      row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join('  '),
    )
    .join('\n')
}
