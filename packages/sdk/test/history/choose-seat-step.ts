import { epochAt } from '../../src/core/task/lifecycle.js'
import type { PriceClass } from '../../src/core/task/list.js'
import type { SeatRecord } from '../../src/core/task/task.js'
import type { Chain } from '../../src/ports/chain.js'
import { stakeOf } from '../../src/testing/chain-scene.js'
import { accountAt, signatures } from '../viem-fixture.js'
import {
  ACCOUNTS,
  accountOf,
  type Choice,
  type History,
  mostly,
} from './actors.js'

/** Joins as any account, for one that is paid for it. */
const join: Choice = async (history) => {
  const { random, parameters } = history
  const account = 1 + random.below(ACCOUNTS - 2)
  const owner = accountAt(random.pick([account, 0])).address
  const { bond, unit } = parameters
  const amount = random.pick([
    ...[stakeOf(parameters), 2n * bond, 2n * bond],
    ...[bond, bond - unit],
  ])
  const work = (chain: Chain) => chain.join({ owner, amount })
  return { name: 'join', account, work }
}

const topUp: Choice = async (history) => {
  const { random, parameters } = history
  const seat = await anySeat(history)
  if (!seat) return undefined
  const amount = random.pick([parameters.bond, parameters.unit, 0n])
  return {
    name: 'topUp',
    account: random.below(ACCOUNTS),
    work: (chain) => chain.topUp({ seat: seat.seat, amount }),
  }
}

const offer: Choice = async (history) => {
  const seat = await anySeat(history)
  // Who has a place is refused, which takes no long history to see.
  if (!seat || (seat.place && history.random.below(6) !== 0)) return undefined
  const list = history.random.pick(history.lists)
  const priceClass = anyClass(history)
  return {
    name: 'offer',
    account: mostly(history, accountOf(seat.signer)),
    work: (chain) => chain.offer({ seat: seat.seat, list, class: priceClass }),
  }
}

const reprice: Choice = async (history) => {
  const seat = await anySeat(history)
  if (!seat) return undefined
  const priceClass = anyClass(history)
  return {
    name: 'reprice',
    account: mostly(history, accountOf(seat.owner)),
    work: (chain) => chain.reprice({ seat: seat.seat, class: priceClass }),
  }
}

/** A call about one seat, by whom the record names. */
function ofSeat(
  name: 'withdrawOffer' | 'exit' | 'withdrawSeat' | 'claim' | 'prune',
  whose: 'owner' | 'signer',
): Choice {
  return async (history) => {
    const seat = await anySeat(history)
    if (!seat) return undefined
    return {
      name,
      account: mostly(history, accountOf(seat[whose])),
      work: (chain) => chain[name](seat.seat),
    }
  }
}

const setSigner: Choice = async (history) => {
  const { random, chain, parameters } = history
  const found = await anySeat(history)
  if (!found) return undefined
  const { seat, owner } = found
  const key = 1 + random.below(ACCOUNTS - 1)
  const { timestamp } = await chain.getHead()
  const epoch = epochAt(timestamp, parameters) + 1
  const signed = await signatures.signSigner(key, {
    ...chain.deployment,
    ...{ seat, owner, epoch },
  })
  const signer = accountAt(mostly(history, key)).address
  return {
    name: 'setSigner',
    account: mostly(history, accountOf(owner)),
    work: (each) => each.setSigner({ seat, signer, ...signed }),
  }
}

async function anySeat({
  random,
  chain,
}: History): Promise<SeatRecord | undefined> {
  const count = await chain.getSeatCount()
  return count === 0 ? undefined : chain.getSeat(random.below(count))
}

function anyClass({ random }: History): PriceClass {
  return random.pick([0, 0, 0, 1, 2, 3] as const)
}

/** What seats do, and how often of a hundred. */
export const seatChoices: readonly (readonly [number, Choice])[] = [
  [4, join],
  [2, topUp],
  [7, offer],
  [2, reprice],
  [1, ofSeat('withdrawOffer', 'signer')],
  [1, ofSeat('exit', 'owner')],
  [2, ofSeat('withdrawSeat', 'owner')],
  [4, ofSeat('claim', 'owner')],
  [2, ofSeat('prune', 'owner')],
  [2, setSigner],
]
