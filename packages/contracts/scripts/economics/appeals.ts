import { quorum } from './committee.js'
import type { Game } from './game.js'
import { distribution, mean } from './odds.js'

/** As `Finality`. */
export const MAXIMUM_ATTEMPTS = 8
const EXCLUDING_COMMITTEES = 4
const LARGEST = 15

/** How appeals of one decision end, if they are repeated while the cartel blocks them. */
export type Appeals = {
  /** Members of an appeal. */
  readonly size: number
  /** That the cartel has a quorum of the first. */
  readonly suits: number
  /** That the cartel decides one. */
  readonly cartel: number
  /** That the honest members decide one. */
  readonly honest: number
  /** That all attempts are blocked. */
  readonly blocked: number
  /** Attempts that are blocked, on average. */
  readonly blocks: number
  /** Members of the cartel in an appeal that the honest decide, on average. */
  readonly ownWhenHonest: number
}

/** @param own Members of the cartel in the first committee. */
export function appealsOf(
  { places, cartel }: Pick<Game, 'places' | 'cartel'>,
  committeeSize: number,
  own: number,
): Appeals {
  const excludes = places >= EXCLUDING_COMMITTEES * committeeSize
  const asked = excludes ? places - committeeSize : places
  const size = Math.min(LARGEST, asked)
  const needed = quorum(size)
  const odds = distribution(asked, excludes ? cartel - own : cartel, size)
  const one = (holds: (members: number) => boolean) =>
    mean(odds, (members) => Number(holds(members)))
  const isHonest = (members: number) => size - members >= needed
  const wins = one((members) => members >= needed)
  const loses = one(isHonest)
  const stuck = Math.max(0, 1 - wins - loses)
  // The sum of stuck^i for all attempts.
  const reached = attempts(stuck)
  const ownWhenHonest =
    loses === 0
      ? 0
      : mean(odds, (members) => (isHonest(members) ? members : 0)) / loses
  return {
    size,
    suits: wins,
    cartel: wins * reached,
    honest: loses * reached,
    blocked: stuck ** MAXIMUM_ATTEMPTS,
    blocks: stuck * reached,
    ownWhenHonest,
  }
}

function attempts(stuck: number): number {
  let sum = 0
  for (let attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt++)
    sum += stuck ** attempt
  return sum
}
