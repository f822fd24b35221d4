/** How much room contracts have left. */

/** Bytes of code a contract may have (EIP-170). */
const limit = 24_576
/** Bytes that stay free for what is learned later. */
const headroom = 2_000

export type SizeReport = {
  readonly ok: boolean
  /** Bytes left, by contract. */
  readonly left: Readonly<Record<string, number>>
  readonly headroom: number
}

/** From deployed bytecode by contract, as `0x` and hexadecimal digits. */
export function sizesOf(codes: Readonly<Record<string, string>>): SizeReport {
  const left = Object.fromEntries(
    Object.entries(codes).map(([name, code]) => [
      name,
      limit - (code.length - 2) / 2,
    ]),
  )
  return {
    ok: Object.values(left).every((bytes) => bytes >= headroom),
    left,
    headroom,
  }
}

export function linesOfSizes({ left }: SizeReport): string[] {
  return Object.entries(left).map(([name, bytes]) =>
    bytes < headroom
      ? `${name}: ${bytes} bytes left, less than ${headroom}`
      : `${name}: ${bytes} bytes left`,
  )
}
