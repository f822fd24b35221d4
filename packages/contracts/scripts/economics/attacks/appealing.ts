import { appealsOf } from '../appeals.js'
import { quorum } from '../committee.js'
import {
  type Attack,
  committeeSizes,
  cutOf,
  type Game,
  impossible,
  type Outcome,
  sharesOf,
  short,
  worst,
} from '../game.js'
import {
  appealShare,
  appealShares,
  isAppealable,
  lie,
  wrongAppeal,
} from '../lie.js'
import { lottery } from '../lottery.js'
import { distribution } from '../odds.js'

/** Attacks by appeals, and against them. */
export const appealing: readonly Attack[] = [
  { id: 'A2', title: 'appeal where one’s seats are free', play: chosen },
  { id: 'A8', title: 'appeal against any right decision', play: any },
  { id: 'A9', title: 'lie and leave', play: leave },
  { id: 'A12', title: 'hold the appellant’s place', play: holdPlace },
  { id: 'S13', title: 'appeals in small lists', play: smallLists },
  { id: 'S14', title: 'earn an appeal’s deposit', play: earnDeposit },
  {
    id: 'N4',
    title: 'show an appeal’s prompt only to a committee that suits',
    play: withhold,
  },
  {
    id: 'N5',
    title: 'lie in a list that is too small for appeals',
    play: lieUnappealed,
  },
  {
    id: 'S18',
    title: 'a beacon that falls silent',
    shown: 'the deployment trusts the beacon, and for that time its blocks',
    play: silence,
  },
]

/** The best of others' tasks: none of the cartel in the first committee, all of it right. */
function chosen(game: Game): Outcome {
  return worst(
    eachAppeal(game, (size, share) => {
      const found = wrongAppeal(game, size, size, 0, share)
      return {
        ...found,
        note: `k = ${size}: wins ${percent(found.stands)} of its appeals, blocked ones repeated`,
      }
    }),
  )
}

function any(game: Game): Outcome {
  return worst(
    eachAppeal(game, (size, share): Outcome => {
      const odds = distribution(game.places, game.cartel, size)
      const sum = { cost: 0, gain: 0, damage: 0 }
      odds.forEach((probability, own) => {
        const winners = size - own
        if (winners < quorum(size)) return
        const { cost, gain, damage } = wrongAppeal(
          game,
          size,
          winners,
          own,
          share,
        )
        sum.cost += probability * cost
        sum.gain += probability * gain
        sum.damage += probability * damage
      })
      return { ...sum, note: `k = ${size}` }
    }),
  )
}

/** The list is smaller then, and the liars are not in it. */
function leave(game: Game): Outcome {
  return worst(
    appealable(game).map((size): Outcome => {
      const left = game.places - game.cartel
      const own = quorum(size)
      if (left < size)
        return impossible('the list would be too small for the committee')
      const { cost, gain, damage } = lie(
        { ...game, places: left, cartel: 0 },
        size,
        game.preset.parameters.minimumShare,
        own,
      )
      return {
        cost,
        gain,
        damage,
        note: `${left} places are left, enough for an appeal of ${appealsOf({ places: left, cartel: 0 }, size, 0).size}; bonds stay for the unbonding period`,
      }
    }),
  )
}

/** Its own appeals use up the attempts, if all of them can be blocked. */
function holdPlace(game: Game): Outcome {
  return worst(
    appealable(game).flatMap((size) =>
      sharesOf(game).map((share): Outcome => {
        const tries = lottery(game, size, share, game.places - game.cartel)
        const own = Math.round(tries.majority)
        const appeals = appealsOf(game, size, own)
        const slashed = (size - own) * game.rules.lieCost(share, true)
        const bonds = own * game.preset.parameters.bond
        const kept = game.rules.kept(appeals.size)
        return {
          cost: tries.cost + appeals.honest * bonds + appeals.blocks * kept,
          gain: 0,
          damage: (appeals.blocked + appeals.cartel) * slashed,
          note: `k = ${size}: ${percent(appeals.blocked)} of the lies have all eight appeals blocked`,
        }
      }),
    ),
  )
}

/** Every list from twice the committee to 45, the cartel a third of none. */
function smallLists(game: Game): Outcome {
  const part = game.cartel / game.places
  const outcomes = committeeSizes.flatMap((size) =>
    Array.from({ length: 44 }, (_, index) => index + 2)
      .filter((places) => places >= 2 * size)
      .flatMap((places) => {
        const small = { ...game, places, cartel: Math.floor(part * places) }
        return appealShares(game).map((share): Outcome => {
          const found = wrongAppeal(small, size, size, 0, share)
          return {
            ...found,
            note: `worst with ${places} places and k = ${size}: ${percent(found.stands)} of its appeals won`,
          }
        })
      }),
  )
  return worst(outcomes)
}

/** Of a task of its own: every other committee says `UNAVAILABLE`, and the deposit is lost. */
function withhold(game: Game): Outcome {
  const { rules, preset } = game
  return worst(
    appealable(game).map((size): Outcome => {
      const appeals = appealsOf(game, size, 0)
      const lost = rules.appealDeposit(size) + rules.kept(appeals.size)
      return {
        cost: (1 - appeals.suits) * lost,
        gain: 0,
        damage: appeals.suits * size * preset.parameters.bond,
        note: `k = ${size}: ${percent(appeals.suits)} of the committees suit`,
      }
    }),
  )
}

/** With a quorum, however it came to it: nobody can appeal, so a lie costs the rest its shares alone. */
function lieUnappealed(game: Game): Outcome {
  return worst(
    committeeSizes.flatMap((size) =>
      sharesOf(game).map((share): Outcome => {
        const own = quorum(size)
        const cut = own * cutOf(game, share)
        return {
          cost: (size - own) * share + cut,
          gain: 0,
          damage: (size - own) * game.rules.lieCost(share, false),
          note: `k = ${size}: the share of each who told the truth, and the cut`,
        }
      }),
    ),
  )
}

function earnDeposit(): Outcome {
  return impossible('a lost deposit goes to the sink')
}

/** Whoever makes the blocks draws the appeal, once the outage is shown. */
function silence(game: Game): Outcome {
  const { blockSeeds, bond, outage } = game.preset.parameters
  const days = short(outage / 86_400)
  if (blockSeeds === 'never')
    return impossible(
      `decisions wait ${days} days for a round, then count as final; appeals stay undecided`,
    )
  return {
    cost: 7 * 0.01 * bond,
    gain: 15 * appealShare(game),
    damage: 7 * bond,
    note: `after ${days} days without a round a block draws: its maker takes seven bonds for what it forgoes to make them`,
  }
}

function eachAppeal(
  game: Game,
  play: (size: number, share: number) => Outcome,
): Outcome[] {
  return appealable(game).flatMap((size) =>
    appealShares(game).map((share) => play(size, share)),
  )
}

function appealable(game: Game): number[] {
  return committeeSizes.filter((size) => isAppealable(game, size))
}

function percent(part: number): string {
  return `${Number((100 * part).toPrecision(2))} %`
}
