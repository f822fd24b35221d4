import { quorum } from './committee.js'
import { authorPartOf, cutOf, type Game } from './game.js'
import { chance, distribution, mean } from './odds.js'

/** Asking until one's own seats hold a quorum. */
export type Lottery = {
  /** That they do. */
  readonly chance: number
  /** What one success costs, its own task and all that failed before. */
  readonly cost: number
  /** Honest members of a committee that succeeds. */
  readonly minority: number
  /** Members of the cartel in it. */
  readonly majority: number
}

/**
 * The cheapest lottery: the prompt is served to nobody before the committee is
 * known, and to nobody at all if it does not suit. Then the honest members say
 * `UNAVAILABLE` and the requester loses what is kept. The list's author is the
 * cartel, which gets its part of what honest members earn.
 *
 * @param honest Honest places that the share reaches; others' ask more.
 */
export function lottery(
  game: Game,
  size: number,
  share: number,
  honest: number,
): Lottery {
  const { rules, cartel } = game
  const needed = quorum(size)
  const odds = distribution(cartel + honest, cartel, size)
  const won = chance(odds, (own) => own >= needed)
  const kept = rules.kept(size)
  const failing = mean(odds, (own) => {
    if (own >= needed) return 0
    const others = size - own
    const paid = others >= needed ? (others * kept) / size : 0
    return kept - authorPartOf(paid)
  })
  const given = (value: (own: number) => number) =>
    mean(odds, (own) => (own >= needed ? value(own) : 0)) / won
  const majority = given((own) => own)
  const minority = size - majority
  return {
    chance: won,
    cost: failing / won + minority * share + majority * cutOf(game, share),
    minority,
    majority,
  }
}
