import { appealsOf } from './appeals.js'
import { type Game, netOf } from './game.js'

/** What comes of a lie that a cartel's quorum decided, if honest members appeal. */
export type Lie = {
  /** Bonds that the cartel loses, less what its members earn in appeals. */
  readonly cost: number
  readonly gain: number
  readonly damage: number
  /** That the lie stands in the end. */
  readonly stands: number
}

/** The least share of an appeal's member. */
export function appealShare({ preset }: Game): number {
  return 64 * preset.parameters.minimumShare
}

/** The least and the highest: whoever appeals chooses. */
export function appealShares(game: Game): number[] {
  return [...new Set([appealShare(game), game.rules.hardSlash])]
}

/**
 * The honest minority loses its slashes until an appeal gives them back. Whoever
 * appeals gets deposit and fee back from the liars' bonds, if it is heard.
 */
export function lie(
  game: Game,
  committeeSize: number,
  share: number,
  own: number,
): Lie {
  const { rules, preset } = game
  const appeals = appealsOf(game, committeeSize, own)
  const each = appealShare(game)
  const fee = appeals.size * each
  const slashed = (committeeSize - own) * rules.lieCost(share, true)
  const kept = rules.kept(appeals.size)
  const upheld = slashed + rules.appealDeposit(own) + fee
  return {
    cost: appeals.honest * own * preset.parameters.bond,
    gain: appeals.cartel * netOf(game, fee),
    damage:
      appeals.cartel * upheld +
      appeals.blocked * slashed +
      appeals.blocks * kept,
    stands: appeals.cartel + appeals.blocked,
  }
}

/** Whether the contract takes an appeal: from twice the committee on. */
export function isAppealable(
  { places }: Pick<Game, 'places'>,
  committeeSize: number,
): boolean {
  return places >= 2 * committeeSize
}

/**
 * Appealing a right decision: the cartel wins, blocks and tries again, or loses
 * its deposit. All of the first committee's winners are honest but `own`.
 * @param each Share of the appeal's members.
 */
export function wrongAppeal(
  game: Game,
  committeeSize: number,
  winners: number,
  own: number,
  each = appealShare(game),
): Lie {
  const { rules, preset } = game
  const appeals = appealsOf(game, committeeSize, own)
  const fee = appeals.size * each
  const bonds = winners * preset.parameters.bond
  const earned = appeals.ownWhenHonest * netOf(game, each)
  const lost = rules.appealDeposit(winners) + fee - earned
  return {
    cost: appeals.honest * lost + appeals.blocks * rules.kept(appeals.size),
    gain: appeals.cartel * Math.min(bonds, fee),
    damage: appeals.cartel * bonds,
    stands: appeals.cartel,
  }
}
