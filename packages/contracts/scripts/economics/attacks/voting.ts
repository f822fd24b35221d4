import { appealsOf } from '../appeals.js'
import { quorum } from '../committee.js'
import {
  type Attack,
  committeeSizes,
  cutOf,
  type Game,
  impossible,
  type Outcome,
  shares,
  sharesOf,
  short,
  worst,
} from '../game.js'
import { type Lottery, lottery } from '../lottery.js'
import { COPY_GAS, liesAtOnce, settlementGas } from '../world.js'

/** Attacks of members of a committee. */
export const voting: readonly Attack[] = [
  { id: 'A10', title: 'settle before a lie is counted', play: settleFirst },
  { id: 'A11', title: 'many lies at once for one bond', play: manyLies },
  { id: 'A15', title: 'outlive the memory of a committee', play: forget },
  { id: 'A16', title: 'vote with an emptied seat', play: emptied },
  { id: 'A17', title: 'leave members out of a settlement', play: leaveOut },
  { id: 'A18', title: 'reveal last', play: revealLast },
  { id: 'A20', title: 'report one’s own lie', play: ownBounty },
  { id: 'A21', title: 'spoil a batch', play: spoilBatch },
  { id: 'S9', title: 'cut off honest revealers', play: cutOff },
  { id: 'S10', title: 'call a pending reveal withheld', play: pending },
  { id: 'S11', title: 'race for a tip', play: race },
  { id: 'N1', title: 'put the honest out before they appeal', play: blitz },
  { id: 'N2', title: 'convene a commitment of one’s own making', play: invent },
  { id: 'N3', title: 'copy shown votes through the court', play: copy },
]

function settleFirst({ rules }: Game): Outcome {
  return {
    cost: rules.hardSlash,
    gain: 0,
    damage: 0,
    note: 'reveals of the court count in the settlement: the lie is slashed, the honest revealer paid',
  }
}

/**
 * As many as the chain takes before the first appeal is over. Each bond is taken
 * once, and whoever appeals after that is paid back by nobody: so nobody does.
 */
function manyLies(game: Game): Outcome {
  const { rules, preset } = game
  return worst(
    eachLottery(game, (size, share, honest, tries) => {
      const each = tries.minority * rules.lieCost(share, true)
      const all = honest * preset.parameters.bond
      const lies = Math.min(liesAtOnce(preset, size), Math.ceil(all / each))
      return {
        cost: lies * tries.cost + game.cartel * preset.parameters.bond,
        gain: 0,
        damage: lies * each,
        note: `k = ${size}, ${honest} honest places in reach: ${short(lies)} lies, and all bonds of the cartel`,
      }
    }),
  )
}

/** Until appeals find too few honest seats to decide: seats are put out at once, though what they lost is held. */
function blitz(game: Game): Outcome {
  const { rules, preset } = game
  const out = seatsToPutOut(game)
  const outcomes = eachLottery(game, (size, share, honest, tries) => {
    const penalty = rules.lieCost(share, true)
    const slashes = Math.floor(preset.parameters.bond / (2 * penalty)) + 1
    const lies = Math.ceil((out * slashes) / tries.minority)
    if (honest < out || lies > liesAtOnce(preset, size))
      return impossible(
        `would take ${short(out * slashes)} slashes of ${out} seats before the first appeal ends; the chain takes ${short(liesAtOnce(preset, 3))} lies at k = 3`,
      )
    return {
      cost: lies * tries.cost,
      gain: 0,
      damage: out * slashes * penalty,
      note: `k = ${size}: ${short(lies)} lies put ${out} of ${honestOf(game)} honest seats out in ${short((lies * settlementGas(size)) / 1e6)} Mgas of settlements; appeals then find no honest quorum`,
    }
  })
  return worst(outcomes)
}

function seatsToPutOut(game: Game): number {
  for (let out = 0; out < honestOf(game); out++) {
    const left = { places: game.places - out, cartel: game.cartel }
    if (left.places < 15) return out
    if (appealsOf(left, 15, 0).honest < 0.01) return out
  }
  return honestOf(game)
}

/** Only who acknowledged a seal counts as committed: nobody else has to open anything. */
function invent(game: Game): Outcome {
  return worst(
    eachLottery(game, (size, _, honest, tries) => ({
      cost: tries.cost,
      gain: 0,
      damage: 0,
      note: `k = ${size}, ${honest} honest places in reach: ${shares(game, tries.cost)} least shares for a seal that binds only who acknowledged it`,
    })),
  )
}

/** Votes are shown before they are settled, and commits are open until then; what is not in the seal is not paid. */
function copy(game: Game): Outcome {
  const gas = COPY_GAS * game.preset.world.gasPrice
  return {
    cost: gas,
    gain: 0,
    damage: 0,
    note: `a member that computed nothing commits what it saw: ${shares(game, gas)} least shares of gas for nothing, as it is not in the seal`,
  }
}

function forget(): Outcome {
  return impossible(
    'a decided task keeps 80 bits of its committee: 2^80 hashes for another with the same tag',
  )
}

function emptied({ preset }: Game): Outcome {
  return {
    cost: preset.parameters.bond,
    gain: 0,
    damage: 0,
    note: 'a seat with less than `hardSlash` is not counted',
  }
}

function leaveOut(game: Game): Outcome {
  const gas = 75_000 * game.preset.world.gasPrice
  return impossible(
    `a winner gets its share whatever others do; who was left out brings its vote for ${shares(game, gas)} least shares of gas`,
  )
}

function revealLast(): Outcome {
  return impossible('a quorum decides at once')
}

function ownBounty({ rules }: Game): Outcome {
  return {
    cost: rules.hardSlash,
    gain: rules.bounty(rules.hardSlash),
    damage: 0,
    note: 'the bounty is a tenth at most',
  }
}

function spoilBatch(): Outcome {
  return impossible('settleMany passes over what fails')
}

function cutOff(): Outcome {
  return impossible('reveals are taken and paid until revealEnd')
}

function pending(): Outcome {
  return impossible('nobody is withheld before revealEnd, in settle either')
}

function race(): Outcome {
  return impossible('nobody is paid for settling')
}

/** A part of the lottery that succeeds has to have an honest member to be hit. */
function eachLottery(
  game: Game,
  play: (
    size: number,
    share: number,
    honest: number,
    tries: Lottery,
  ) => Outcome,
): Outcome[] {
  const reaches = Array.from(
    { length: honestOf(game) },
    (_, index) => index + 1,
  )
  return committeeSizes.flatMap((size) =>
    sharesOf(game).flatMap((share) =>
      reaches
        .filter((honest) => game.cartel + honest >= size)
        .map((honest) => ({
          honest,
          tries: lotteryOf(game, size, share, honest),
        }))
        .filter(({ tries }) => tries.minority > 1e-9)
        .map(({ honest, tries }) => play(size, share, honest, tries)),
    ),
  )
}

/** As the lottery, but a committee of the cartel alone harms nobody and is one try more. */
function lotteryOf(
  game: Game,
  size: number,
  share: number,
  honest: number,
): Lottery {
  const tries = lottery(game, size, share, honest)
  const needed = quorum(size)
  return needed === size
    ? { ...tries, cost: tries.cost + cutOf(game, size * share) }
    : tries
}

function honestOf({ places, cartel }: Game): number {
  return places - cartel
}
