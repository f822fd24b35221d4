/** Equal votes that decide: two thirds of the committee, rounded up. As `QuorumLib`. */
export function quorum(committeeSize: number): number {
  return Math.ceil((2 * committeeSize) / 3)
}
