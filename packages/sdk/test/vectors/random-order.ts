import type { SeededRandom } from '../../../base/test/seeded-random.js'
import { cidFromDigest, type Order, type SignedOrder } from '../../src/core.js'
import {
  randomAddress,
  randomAmount,
  randomDigest,
  randomSize,
} from './random-values.js'

/** An order of which each word can have any of its bits; every second one names an author. */
export function randomOrder(random: SeededRandom, unit: bigint): Order {
  const isBlock = random.below(2) === 0
  const list = {
    model: cidFromDigest(randomDigest(random)),
    ...(random.below(2) === 0
      ? {}
      : {
          author: {
            address: randomAddress(random),
            shareBps: 1 + random.below(2_000),
          },
        }),
  }
  return {
    ...list,
    prompt: cidFromDigest(randomDigest(random)),
    committeeSize: randomSize(random),
    share: unit * randomAmount(random, 1 + random.below(8)),
    roundTip: unit * randomAmount(random, 1 + random.below(4)),
    minimumPlaces: random.below(65_536),
    seed: isBlock ? 'block' : 'beacon',
    nonce: randomAmount(random, 8),
  }
}

/** The same, signed for anybody or for one submitter. */
export function randomSignedOrder(
  random: SeededRandom,
  unit: bigint,
): Omit<SignedOrder, 'signature'> {
  return {
    order: randomOrder(random, unit),
    payer: randomAddress(random),
    ...(random.below(2) === 0 ? {} : { submitter: randomAddress(random) }),
    tip: unit * randomAmount(random, 1 + random.below(8)),
    deadline: random.below(2 ** 32),
  }
}
