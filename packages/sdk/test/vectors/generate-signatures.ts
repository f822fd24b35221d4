import {
  type SeededRandom,
  seededRandom,
} from '../../../base/test/seeded-random.js'
import {
  acknowledgementDigest,
  orderDigest,
  orderTypedData,
  sealOf,
  signerDigest,
  voteDigest,
} from '../../src/core.js'
import { type Columns, columnsOf } from './columns.js'
import { randomSignedOrder } from './random-order.js'
import {
  padded,
  randomAddress,
  randomDigest,
  randomSize,
  repeat,
  ZERO,
} from './random-values.js'

/** The files about what is signed. */
export const signatureVectors: Readonly<Record<string, () => Columns>> = {
  seals,
  votes,
  acknowledgements,
  signers,
  'signed-orders': signedOrders,
}

/** `commitments` has 15 places a case; zero is a member that sealed nothing. */
function seals(): Columns {
  const random = seededRandom(201)
  return columnsOf(
    repeat(40, () => {
      const committeeSize = randomSize(random)
      const commitments = repeat(committeeSize, () =>
        random.below(4) === 0 ? undefined : randomDigest(random),
      )
      const words = commitments.map((commitment) => commitment ?? ZERO)
      return {
        committeeSize,
        commitments: padded(words, ZERO),
        seal: sealOf(commitments),
      }
    }),
  )
}

function votes(): Columns {
  const random = seededRandom(202)
  return columnsOf(
    repeat(20, () => {
      const vote = {
        ...randomDeployment(random),
        task: randomDigest(random),
        output: randomDigest(random),
        seal: randomDigest(random),
      }
      return { ...vote, digest: voteDigest(vote) }
    }),
  )
}

function acknowledgements(): Columns {
  const random = seededRandom(206)
  return columnsOf(
    repeat(20, () => {
      const seen = {
        ...randomDeployment(random),
        task: randomDigest(random),
        seal: randomDigest(random),
      }
      return { ...seen, digest: acknowledgementDigest(seen) }
    }),
  )
}

function signers(): Columns {
  const random = seededRandom(207)
  return columnsOf(
    repeat(20, () => {
      const word = {
        ...randomDeployment(random),
        seat: random.below(65_536),
        owner: randomAddress(random),
        epoch: random.below(2 ** 32),
      }
      return { ...word, digest: signerDigest(word) }
    }),
  )
}

/** The fields of the message, amounts in units. */
function signedOrders(): Columns {
  const random = seededRandom(208)
  return columnsOf(
    repeat(20, () => {
      const where = randomDeployment(random)
      const order = randomSignedOrder(random, 1n)
      const typed = orderTypedData({ ...where, unit: 1n, order })
      const digest = orderDigest({ ...where, unit: 1n, order })
      if (!typed.ok || !digest.ok) throw new Error('an order was refused')
      return { ...where, ...typed.value.message, digest: digest.value }
    }),
  )
}

function randomDeployment(random: SeededRandom) {
  return {
    chainId: random.pick([1, 10, 8453, 31337, 42161]),
    consensus: randomAddress(random),
  }
}
