import { appealsOf } from '../appeals.js'
import {
  type Attack,
  type Game,
  impossible,
  type Outcome,
  shares,
  short,
  worst,
} from '../game.js'
import { wrongAppeal } from '../lie.js'

/** Attacks on places, keys and credit. */
export const seats: readonly Attack[] = [
  { id: 'A6', title: 'fill a list with dead places', play: deadPlaces },
  { id: 'A7', title: 'rent a majority for a day', play: rent },
  {
    id: 'A13',
    title: 'a stolen signer',
    shown: 'a key that somebody else has is a loss of its owner',
    play: stolenSigner,
  },
  { id: 'A19', title: 'sign as a contract', play: contractSigner },
  { id: 'A22', title: 'starve a slashed seat', play: topUp },
  { id: 'A23', title: 'hide in missing events', play: events },
  { id: 'S1', title: 'draw from a list that is forgotten', play: memory },
  { id: 'S2', title: 'count at once', play: atOnce },
  { id: 'S3', title: 'hold more places than a bond pays', play: morePlaces },
  { id: 'S5', title: 'one bond in thin lists', play: thinLists },
  { id: 'S15', title: 'escape by a new signer', play: rotate },
  { id: 'S16', title: 'repudiate as a contract', play: contractSigner },
  {
    id: 'S17',
    title: 'a stolen session key',
    shown: 'a key that somebody else has is a loss of its owner',
    play: sessionKey,
  },
]

const DAY = 86_400

/** Each dead place is a seat that lost more than half of its bond; anybody prunes it. */
function deadPlaces({ places, cartel, preset }: Game): Outcome {
  return {
    cost: (cartel * preset.parameters.bond) / 2,
    gain: 0,
    damage: 0,
    note: `${places - cartel} live places are left: every committee of 15 is found`,
  }
}

/** From nothing, beside 45 honest places: as many entrances as a day has, then the best appeal. */
function rent(game: Game): Outcome {
  const { parameters } = game.preset
  const day = Math.floor(DAY / parameters.epoch)
  const { entered, fees } = enter(game, 45, day)
  const rented = { ...game, places: 45 + entered, cartel: entered }
  const found = worst(
    [7, 11, 15].map((size) => {
      const { cost, gain, damage } = wrongAppeal(rented, size, size, 0)
      return { cost: cost + fees, gain, damage, note: '' }
    }),
  )
  const half = epochsTo(game, 0.5)
  return {
    ...found,
    note: `${entered} places of ${45 + entered} for ${short(fees / parameters.bond)} bonds in fees; half of the list takes ${half.epochs} epochs and ${short(half.fees / parameters.bond)} bonds in fees`,
  }
}

type Entered = { readonly entered: number; readonly fees: number }

/** What enters a list of others in so many epochs, each of them full. */
export function enter(game: Game, others: number, epochs: number): Entered {
  let entered = 0
  let fees = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    const room = game.preset.parameters.maximumSeats - others - entered
    const limit = Math.min(
      room,
      Math.max(1, Math.floor((others + entered) / 32)),
    )
    entered += limit
    fees += limit * game.rules.entranceFee(Math.min(epoch, 18))
  }
  return { entered, fees }
}

export function epochsTo(
  game: Game,
  part: number,
): Entered & { readonly epochs: number } {
  for (let epochs = 1; ; epochs++) {
    const found = enter(game, 45, epochs)
    if (found.entered >= part * (45 + found.entered))
      return { ...found, epochs }
  }
}

function stolenSigner({ rules, preset }: Game): Outcome {
  const { bond, epoch } = preset.parameters
  return {
    cost: 0,
    gain: 0,
    damage: bond / 2,
    note: `a thief burns at most ${short(rules.hardSlash / bond)} of a bond a task until the seat is out at half; the owner’s new key counts in ${short(epoch / 3_600)} h at most`,
  }
}

function contractSigner(): Outcome {
  return impossible('a signer is an account with a key: SignerIsContract')
}

function topUp(): Outcome {
  return impossible('anybody tops a seat up as long as it stays')
}

function events(): Outcome {
  return impossible(
    'the ledger of the tests rebuilds every balance from events',
  )
}

function memory({ preset }: Game): Outcome {
  return impossible(
    `two epochs are remembered; after ${short((2 * preset.parameters.epoch) / 3_600)} h nothing is drawn from them`,
  )
}

function atOnce(): Outcome {
  return impossible('an offer counts from the next epoch')
}

function morePlaces(): Outcome {
  return impossible('a seat has one place: SeatPlaced')
}

function thinLists(): Outcome {
  const { size } = appealsOf({ places: 14, cartel: 4 }, 7, 0)
  return impossible(
    `one bond, one list; a list of 14 is appealed to ${size} of its own places`,
  )
}

function rotate(): Outcome {
  return impossible('the former signer answers for the epochs before')
}

/** The key's thief submits its own orders for the tip. */
function sessionKey(game: Game): Outcome {
  const allowance = 1_000 * game.preset.parameters.minimumShare
  return {
    cost: 0,
    gain: allowance / 11,
    damage: allowance,
    note: `of an allowance of ${shares(game, allowance)} least shares a thief gets a tenth of each fee as tips`,
  }
}
