/** What a member can vote. Every guess of a lazy member is an output of its own, above these. */
export const ABSENT = 0
export const TRUTH = 1
export const LIE = 2

export type Kind = 'cartel' | 'lazy' | 'honest'

/** How many of a committee belong to the cartel, and how many decide. */
export type Situation = { readonly cartel: number; readonly quorum: number }

/**
 * How a cartel votes, all its members alike. It has one owner, so each member
 * knows how many of them were drawn.
 */
export const cartels = {
  /** Lies whatever comes, and pays for it. */
  lie: () => LIE,
  /** Behaves until it holds a quorum: trying costs nothing. */
  grab: ({ cartel, quorum }: Situation) => (cartel >= quorum ? LIE : TRUTH),
  /** Never votes, so that as few tasks as possible get a decision. */
  block: () => ABSENT,
  /** Defends a lie before the committee of an appeal: holds it, or blocks. */
  defend: ({ cartel, quorum }: Situation) => (cartel >= quorum ? LIE : ABSENT),
}

export type Strategy = keyof typeof cartels

export type Scene = {
  readonly strategy: Strategy
  readonly sealed: boolean
  readonly outageRate: number
  readonly situation: Situation
}

/**
 * The votes of a committee, in the order of its members.
 *
 * A lazy member computes nothing. Without a seal it waits for the first vote of
 * somebody who does and repeats it; behind a seal it sees none in time, and
 * guesses.
 */
export function votesOf(
  members: readonly Kind[],
  { strategy, sealed, outageRate, situation }: Scene,
  random: () => number,
): number[] {
  const votes = members.map((kind) => {
    if (kind === 'cartel') return cartels[strategy](situation)
    if (kind === 'lazy') return undefined
    return random() < outageRate ? ABSENT : TRUTH
  })
  const isVote = (vote: number | undefined) => (vote ?? ABSENT) > ABSENT
  const published = sealed ? undefined : votes.find(isVote)
  return votes.map((vote, member) => vote ?? published ?? LIE + 1 + member)
}

/** The output with a quorum of the committee; `ABSENT` if there is none. */
export function decide(votes: readonly number[], quorum: number): number {
  const counts: number[] = []
  for (const vote of votes) {
    if (vote === ABSENT) continue
    const count = (counts[vote] ?? 0) + 1
    counts[vote] = count
    if (count === quorum) return vote
  }
  return ABSENT
}
