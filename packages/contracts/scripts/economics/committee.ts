/** Members of a committee, from the smallest to the largest that a requester can ask for. */
export const SMALLEST = 3
export const LARGEST = 15

/** Members of an appeal. */
export const APPEAL_SIZE = 15

/** Equal votes that decide: two thirds of the committee, rounded up. As `QuorumLib`. */
export function quorum(committeeSize: number): number {
  return Math.ceil((2 * committeeSize) / 3)
}
