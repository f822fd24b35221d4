/**
 * Rearranges int8 rows for `dot.ts`. Eight rows go together; of each column,
 * row r < 4 of the eight and row r + 4 share 16 bits, 256 w(r) + w(r+4) + 128.
 * Sixteen bytes hold two columns of the eight rows:
 *
 *   lane 0: rows 0 and 4, column 2j      lane 1: rows 0 and 4, column 2j + 1
 *   lane 2: rows 1 and 5, column 2j      …
 *
 * @param from - int8 [rows][columns], `rows` a multiple of eight.
 */
export function pack(from: usize, to: usize, rows: u32, columns: u32): void {
  for (let first: u32 = 0; first < rows; first += 8) {
    const block = from + first * columns
    for (let column: u32 = 0; column < columns; column += 2) {
      for (let lane: u32 = 0; lane < 8; lane += 1) {
        const source = block + (lane >> 1) * columns + column + (lane & 1)
        store<u8>(to, load<u8>(source + 4 * columns) ^ 0x80)
        store<i8>(to + 1, load<i8>(source))
        to += 2
      }
    }
  }
}

/** Rearranges float32 scales [rows][groups] to [rows / 8][groups][8]. */
export function packScales(from: usize, to: usize, rows: u32, groups: u32): void {
  for (let first: u32 = 0; first < rows; first += 8) {
    for (let group: u32 = 0; group < groups; group += 1) {
      for (let row: u32 = 0; row < 8; row += 1) {
        const source = from + ((first + row) * groups + group) * 4
        store<f32>(to, load<f32>(source))
        to += 4
      }
    }
  }
}

/** The weight of one row and column of packed rows. */
// @ts-expect-error: decorator
@inline
export function packedWeight(packed: usize, columns: u32, row: u32, column: u32): i32 {
  const block = packed + (row & ~7) * columns
  const lane = ((row & 3) << 1) | (column & 1)
  const pair = block + (column >> 1) * 16 + lane * 2
  return row & 4 ? <i32>load<u8>(pair) - 128 : <i32>load<i8>(pair + 1)
}
