/** An amount of the chain's coin. */
export function inWei(amount: bigint): string {
  return `${amount} wei`
}

/** A size. */
export function inBytes(size: number | bigint): string {
  return `${size} bytes`
}

/** Seconds since the epoch, as a date; a time that no calendar holds, as it is. */
export function asDate(seconds: number | bigint): string {
  const date = new Date(Number(seconds) * 1000)
  return Number.isNaN(date.getTime()) ? `${seconds}` : date.toISOString()
}
