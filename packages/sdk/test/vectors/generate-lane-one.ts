import {
  type SeededRandom,
  seededRandom,
} from '../../../base/test/seeded-random.js'
import {
  bounty,
  hardSlash,
  overturn,
  quorum,
  sealOf,
  settlementOutcome,
  voteDigest,
} from '../../src/core.js'
import { type Columns, columnsOf } from './columns.js'
import {
  padded,
  randomAddress,
  randomAmount,
  randomDigest,
  randomSize,
  randomVotes,
  repeat,
  ZERO,
} from './random-values.js'

/** A fee fits 88 bits. */
const MAXIMUM_FEE = 2n ** 88n - 1n
const APPEAL_SIZE = 15

/** The files about lane 1 and what follows from it. */
export const laneOneVectors: Readonly<Record<string, () => Columns>> = {
  seals,
  votes,
  settlements,
  bounties,
  overturns,
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
        chainId: random.pick([1, 10, 8453, 31337, 42161]),
        consensus: randomAddress(random),
        task: randomDigest(random),
        output: randomDigest(random),
        seal: randomDigest(random),
      }
      return { ...vote, digest: voteDigest(vote) }
    }),
  )
}

/**
 * Terms that a deployment and a task of it can have. `outputs`, `balances` and
 * `penalties` have 15 places a case; a zero output is a member whose vote is
 * not brought.
 */
function settlements(): Columns {
  const random = seededRandom(203)
  return columnsOf(
    repeat(60, () => {
      const committeeSize = randomSize(random)
      const { bond, slashBps } = randomStake(random)
      const outputs = randomVotes(random, committeeSize)
      const terms = {
        bond,
        slashBps,
        fee: randomFee(random, { bond, slashBps, committeeSize }),
        balances: repeat(committeeSize, () => randomBalance(random, bond)),
      }
      const outcome = settlementOutcome({ ...terms, outputs })
      const isDecided = outcome.type === 'decided'
      const words = outputs.map((output) => output ?? ZERO)
      return {
        committeeSize,
        ...terms,
        balances: padded(terms.balances, 0n),
        outputs: padded(words, ZERO),
        decided: isDecided,
        unavailable: outcome.type === 'unavailable',
        output: isDecided ? outcome.output : ZERO,
        winners: isDecided ? outcome.winners : 0,
        share: isDecided ? outcome.share : 0n,
        dust: isDecided ? outcome.dust : 0n,
        penalties: padded(isDecided ? outcome.penalties : [], 0n),
      }
    }),
  )
}

function bounties(): Columns {
  const random = seededRandom(204)
  return columnsOf(
    repeat(40, () => {
      const parameters = {
        slash: randomAmount(random, 1 + random.below(12)),
        fee: randomAmount(random, 1 + random.below(11)),
        committeeSize: randomSize(random),
      }
      return { ...parameters, bounty: bounty(parameters) }
    }),
  )
}

/**
 * The first `winners` members gave the first output, the `wronged` next ones
 * the output of the appeal. `balances`, `slashed` and `repaid` have 15 places a
 * case: what winners have and lose, what each of the wronged gets back. In the
 * last case the bonds are just enough for the wronged.
 */
function overturns(): Columns {
  const random = seededRandom(205)
  const justEnough = overturnCase({
    committeeSize: 6,
    wronged: 2,
    bond: 10n ** 18n,
    slashBps: 1_000,
    balances: [2n * 10n ** 17n, 0n, 0n, 0n],
    appealFee: 10n ** 15n,
  })
  return columnsOf([
    ...repeat(24, () => overturnCase(randomOverturn(random))),
    justEnough,
  ])
}

function randomOverturn(random: SeededRandom) {
  const committeeSize = randomSize(random)
  const wronged = random.below(committeeSize - quorum(committeeSize) + 1)
  const { bond, slashBps } = randomStake(random)
  const most = random.below(3) === 0 ? bond / 100n : bond
  return {
    committeeSize,
    wronged,
    bond,
    slashBps,
    balances: repeat(committeeSize - wronged, () =>
      randomBalance(random, most),
    ),
    appealFee: randomFee(random, {
      bond,
      slashBps,
      committeeSize: APPEAL_SIZE,
    }),
  }
}

function overturnCase(terms: ReturnType<typeof randomOverturn>) {
  const { bond, balances } = terms
  const { slashed, repaid, ...rest } = overturn({
    ...terms,
    hardSlash: hardSlash({ ...terms, balance: bond }),
  })
  return {
    ...terms,
    ...rest,
    winners: balances.length,
    balances: padded(balances, 0n),
    slashed: padded(slashed, 0n),
    repaid: padded(repaid, 0n),
  }
}

/** A bond of which every share in basis points is something. */
function randomStake(random: SeededRandom) {
  return {
    bond: 10_000n + randomAmount(random, 1 + random.below(10)),
    slashBps: 1 + random.below(10_000),
  }
}

/** At most half more than the bond, sometimes nothing. */
function randomBalance(random: SeededRandom, bond: bigint): bigint {
  if (random.below(8) === 0) return 0n
  return (bond * BigInt(random.below(1_500_001))) / 1_000_000n
}

/** From one unit a seat to what lies cost, of any size between them. */
function randomFee(
  random: SeededRandom,
  terms: {
    readonly bond: bigint
    readonly slashBps: number
    readonly committeeSize: number
  },
): bigint {
  const seats = BigInt(terms.committeeSize)
  const lies = hardSlash({ ...terms, balance: terms.bond }) * seats
  const most = lies < MAXIMUM_FEE ? lies : MAXIMUM_FEE
  const wanted = randomAmount(random, 1 + random.below(11))
  return seats + (wanted % (most - seats + 1n))
}
