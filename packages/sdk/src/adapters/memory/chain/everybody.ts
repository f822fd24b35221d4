/** Bit m for each member m of a committee. */
export function everybodyOf({
  committeeSize,
}: {
  readonly committeeSize: number
}): number {
  return (1 << committeeSize) - 1
}
