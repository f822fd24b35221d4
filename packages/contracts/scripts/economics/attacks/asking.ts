import { quorum } from '../committee.js'
import {
  type Attack,
  authorPartOf,
  committeeSizes,
  cutOf,
  type Game,
  impossible,
  netOf,
  type Outcome,
  shares,
  sharesOf,
  worst,
} from '../game.js'
import { lie } from '../lie.js'
import { lottery } from '../lottery.js'
import { chance, distribution, mean } from '../odds.js'
import { courtGas } from '../world.js'

/** Attacks of requesters, and on them. */
export const asking: readonly Attack[] = [
  { id: 'A1', title: 'foresee the seed of one’s own order', play: foresee },
  { id: 'A3', title: 'bleed with a prompt that nobody gets', play: bleed },
  { id: 'A4', title: 'take places and never serve', play: neverServe },
  { id: 'A5', title: 'ask until the committee suits', play: tryAgain },
  { id: 'A14', title: 'ask for prompts that nobody has', play: spam },
  { id: 'S4', title: 'let the fee choose the electorate', play: ownClass },
  { id: 'S6', title: 'bring others’ orders in a foreseen block', play: relay },
  { id: 'S7', title: 'a round that is known already', play: knownRound },
  { id: 'S8', title: 'block exactly a quorum of the honest', play: block },
  { id: 'S12', title: '`UNAVAILABLE` paid like work', play: sayUnavailable },
]

/** Where nobody can foresee a block, trying costs what A5 does; then the lie is appealed. */
function foresee(game: Game): Outcome {
  const { parameters, world } = game.preset
  const isForeseen = world.isQuiet && parameters.blockSeeds !== 'never'
  const outcomes = committeeSizes.flatMap((size) =>
    sharesOf(game).map((share): Outcome => {
      const tries = lottery(game, size, share, honestOf(game))
      const own = Math.round(tries.majority)
      const told = lie(game, size, share, own)
      const asked = isForeseen
        ? tries.minority * share + cutOf(game, own * share)
        : tries.cost
      return {
        cost: asked + told.cost,
        gain: told.gain,
        damage: told.damage,
        note: `k = ${size}: a committee of one’s own costs ${shares(game, asked)} least shares${isForeseen ? ', as its block is foreseen' : ''}; appealed`,
      }
    }),
  )
  return worst(outcomes)
}

/** Served to the cartel alone: the others say `UNAVAILABLE` in the court, and lose it if the cartel has a quorum. */
function bleed(game: Game): Outcome {
  return worst(
    everyReach(game).flatMap((honest) =>
      eachOrder(game, (size, share) => bleedOf(game, size, share, honest)),
    ),
  )
}

function bleedOf(
  game: Game,
  size: number,
  share: number,
  honest: number,
): Outcome {
  const { rules, cartel } = game
  const odds = distribution(cartel + honest, cartel, size)
  const needed = quorum(size)
  const kept = rules.kept(size)
  return {
    cost: mean(odds, (own) => {
      const others = size - own
      if (own >= needed) return others * share + cutOf(game, own * share)
      const paid = others >= needed ? (others * kept) / size : 0
      return kept - authorPartOf(paid)
    }),
    gain: 0,
    damage: mean(odds, (own) =>
      own >= needed ? (size - own) * rules.softSlash : 0,
    ),
    note: `k = ${size}, ${honest} honest places in reach`,
  }
}

/** Silent always: some tasks of others end undecided, and the silent earn nothing. */
function neverServe(game: Game): Outcome {
  return worst(
    eachOrder(game, (size, share) => {
      const odds = distribution(game.places, game.cartel, size)
      const blockers = size - quorum(size) + 1
      const stuck = chance(odds, (own) => own >= blockers)
      return {
        cost: mean(odds, (own) => own) * netOf(game, share),
        gain: 0,
        damage: stuck * game.rules.kept(size),
        note: `k = ${size}: ${percent(stuck)} of the tasks undecided; nobody is drawn for a model it does not offer`,
      }
    }),
  )
}

/** Without the prompt nobody can appeal against what one's own committee says. */
function tryAgain(game: Game): Outcome {
  const outcomes = everyReach(game).flatMap((honest) =>
    eachOrder(game, (size, share) => {
      const tries = lottery(game, size, share, honest)
      return {
        cost: tries.cost,
        gain: 0,
        damage: tries.minority * game.rules.softSlash,
        note: `k = ${size}, ${honest} honest places in reach`,
      }
    }),
  )
  const found = worst(outcomes)
  const price = (size: number) =>
    shares(
      game,
      lottery(game, size, game.preset.parameters.minimumShare, honestOf(game))
        .cost,
    )
  return {
    ...found,
    note: `${found.note}; an answer of one’s own out of all places costs ${price(3)} / ${price(7)} / ${price(15)} least shares at k = 3 / 7 / 15`,
  }
}

/** What nodes pay for gas in the court, above what is kept for them. */
function spam(game: Game): Outcome {
  const { gasPrice } = game.preset.world
  return worst(
    committeeSizes.map((size) => {
      const kept = game.rules.kept(size)
      const gas = courtGas(size) * gasPrice
      return {
        cost: kept - authorPartOf(kept),
        gain: 0,
        damage: Math.max(0, gas - kept),
        note: `k = ${size}: the court’s gas is ${shares(game, gas)} least shares, ${shares(game, kept)} are paid for it`,
      }
    }),
  )
}

/** Alone in the cheapest class: no honest stake is in it, and orders that name enough places do not reach it. */
function ownClass(game: Game): Outcome {
  const cost = cutOf(game, 3 * game.preset.parameters.minimumShare)
  return {
    cost,
    gain: 0,
    damage: 0,
    note: `an answer of one’s own class costs ${shares(game, cost)} least shares and can be appealed; consumers must look at the order’s minimumPlaces`,
  }
}

function relay({ preset }: Game): Outcome {
  return impossible(
    preset.parameters.blockSeeds === 'allOrders'
      ? 'taken here: SeedRefused is for deployments with ownOrders or never'
      : 'SeedRefused: others’ orders take the beacon',
  )
}

function knownRound({ preset }: Game): Outcome {
  return impossible(
    `the round comes ${preset.parameters.seedDelay} s after the task at least, blocks every ${preset.world.blockTime} s, and the task’s own block is mixed in`,
  )
}

/** Only where it is one member too many, at the least share, in a list with the dearest author. */
function block(game: Game): Outcome {
  return worst(
    eachOrder(game, (size, share) => {
      const blockers = size - quorum(size) + 1
      return {
        cost: blockers * netOf(game, share),
        gain: 0,
        damage: game.rules.kept(size),
        note: `k = ${size}: ${blockers} members forgo their share less cut and author’s part, the requester loses what is kept`,
      }
    }),
  )
}

/** A quorum of the cartel says it of somebody else's prompt, which is there. */
function sayUnavailable(game: Game): Outcome {
  return worst(
    eachOrder(game, (size, share) => {
      const own = quorum(size)
      const kept = game.rules.kept(size)
      return {
        // What they get for it is the requester's, and is taken off here.
        cost: own * netOf(game, share - kept / size),
        gain: 0,
        damage: kept,
        note: `k = ${size}: ${own} members get ${shares(game, kept / size)} least shares each for a share of ${shares(game, share)}`,
      }
    }),
  )
}

/* The choices that attackers have. */

function eachOrder(
  game: Game,
  play: (size: number, share: number) => Outcome,
): Outcome[] {
  return committeeSizes.flatMap((size) =>
    sharesOf(game).map((share) => play(size, share)),
  )
}

/** How many honest places a share may reach: the others stand in dearer classes. */
function everyReach(game: Game): number[] {
  return Array.from({ length: honestOf(game) }, (_, index) => index + 1).filter(
    (honest) => game.cartel + honest >= 15,
  )
}

function honestOf({ places, cartel }: Game): number {
  return places - cartel
}

function percent(part: number): string {
  return `${Number((100 * part).toPrecision(2))} %`
}
