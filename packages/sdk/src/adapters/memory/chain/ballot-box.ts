import type { Digest } from '@aichain/base'
import { countMembers } from '../../../core/encoding/bitmap.js'

/**
 * Votes by what they say: each output once, in the order in which they came, and
 * who gave it. Mirrors `TallyLib`.
 */
export type BallotBox = {
  readonly add: (output: Digest, voters: number) => void
  /** What at least so many members gave. */
  readonly decide: (quorum: number) => Choice | undefined
  readonly choices: () => readonly Choice[]
  /** Whose votes count. */
  readonly voters: () => number
}

/** An output, and who gave it: bit m for member m. */
export type Choice = { readonly output: Digest; readonly voters: number }

/** A box without votes. */
export function ballotBox(): BallotBox {
  const counted = new Map<Digest, number>()
  const choices = () =>
    [...counted].map(([output, voters]) => ({ output, voters }))
  return {
    add: (output, voters) => {
      if (voters !== 0) counted.set(output, (counted.get(output) ?? 0) | voters)
    },
    decide: (quorum) =>
      choices().find(({ voters }) => countMembers(voters) >= quorum),
    choices,
    voters: () => choices().reduce((all, { voters }) => all | voters, 0),
  }
}
