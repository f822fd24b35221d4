/** The same bytes but for one bit. */
export function flipFirstByte(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice()
  changed[0] = (changed[0] ?? 0) ^ 1
  return changed
}
