import {
  type SeededRandom,
  seededRandom,
} from '../../../base/test/seeded-random.js'
import {
  appealDeposit,
  bountyOf,
  classOf,
  closingOutcome,
  entranceFee,
  hardSlash,
  keptOf,
  lieCost,
  overturnOutcome,
  pricesOf,
  quorum,
  refundOutcome,
  settlementOutcome,
  softSlash,
  splitRewards,
} from '../../src/core.js'
import { type Columns, columnsOf } from './columns.js'
import {
  padded,
  randomAmount,
  randomSize,
  randomVotes,
  repeat,
  ZERO,
} from './random-values.js'

/** The files about who pays whom. All amounts are units. */
export const moneyVectors: Readonly<Record<string, () => Columns>> = {
  amounts,
  settlements,
  closings,
  refunds,
  overturns,
}

/** `prices` has four places a case. */
function amounts(): Columns {
  const random = seededRandom(105)
  return columnsOf(
    repeat(60, () => {
      const terms = randomTerms(random)
      const { bond, minimumShare } = terms
      const parameters = { ...terms, unit: 1n }
      const share = randomShare(random, terms)
      const committeeSize = randomSize(random)
      const fullEpochs = random.below(24)
      const winners = 1 + random.below(15)
      const slashed = randomAmount(random, 1 + random.below(7))
      const rewards = randomAmount(random, 1 + random.below(7))
      const protocolFeeBps = random.below(1_001)
      const authorBps = random.below(2_001)
      const { cut, authorPart } = splitRewards(rewards, authorBps, {
        protocolFeeBps,
        unit: 1n,
      })
      return {
        bond,
        slashBps: terms.slashBps,
        minimumShare,
        share,
        committeeSize,
        fullEpochs,
        winners,
        slashed,
        rewards,
        protocolFeeBps,
        authorBps,
        hardSlash: terms.hardSlash,
        prices: [...pricesOf(terms)],
        class: classOf(share, terms),
        softSlash: softSlash(parameters),
        lieCost: lieCost({ share, appealable: true }, terms),
        kept: keptOf({ committeeSize }, parameters),
        bounty: bountyOf(slashed, parameters),
        entranceFee: entranceFee(fullEpochs, parameters),
        appealDeposit: appealDeposit(winners, parameters),
        cut,
        authorPart,
      }
    }),
  )
}

/**
 * `outputs`, `balances` and `penalties` have 15 places a case; a zero output is
 * a member whose vote is not known. `winners` said `UNAVAILABLE` where that was
 * found, and are paid `paid` each; of the fee `refund` goes back, `sink` to the
 * sink, and `open` may still be earned.
 */
function settlements(): Columns {
  const random = seededRandom(203)
  return columnsOf(
    repeat(80, () => {
      const terms = randomTerms(random)
      const votes = {
        outputs: randomVotes(random, randomSize(random)),
        share: randomShare(random, terms),
        appealable: true,
      }
      const balances = votes.outputs.map(() => randomBalance(random, terms))
      const outcome = settlementOutcome(
        { ...votes, balances },
        { ...terms, unit: 1n },
      )
      const words = votes.outputs.map((output) => output ?? ZERO)
      const isDecided = outcome.type === 'decided'
      const isUnavailable = outcome.type === 'unavailable'
      return {
        committeeSize: words.length,
        ...stakesOf(terms),
        share: votes.share,
        balances: padded(balances, 0n),
        outputs: padded(words, ZERO),
        decided: isDecided,
        unavailable: isUnavailable,
        output: isDecided ? outcome.output : ZERO,
        winners: isDecided
          ? outcome.winners
          : isUnavailable
            ? outcome.voters
            : 0,
        paid: isDecided ? votes.share : isUnavailable ? outcome.each : 0n,
        penalties: padded(isDecided ? outcome.penalties : [], 0n),
        refund: isUnavailable ? outcome.refund : 0n,
        sink: outcome.type === 'undecided' ? 0n : outcome.sink,
        open: isDecided ? outcome.open : 0n,
      }
    }),
  )
}

/** `balances` and `penalties` have 15 places a case. */
function closings(): Columns {
  const random = seededRandom(204)
  return columnsOf(
    repeat(60, () => {
      const terms = randomTerms(random)
      const committeeSize = randomSize(random)
      const winners = quorum(committeeSize)
      // Members after the quorum; who won has a vote.
      const silent = random.below(2 ** (committeeSize - winners)) << winners
      const withheld = silent & random.below(2 ** committeeSize)
      const silence = {
        share: randomShare(random, terms),
        withheld,
        absent: silent & ~withheld,
        wasInCourt: random.below(3) > 0,
      }
      const balances = repeat(committeeSize, () => randomBalance(random, terms))
      const { penalties, ...outcome } = closingOutcome(
        { ...silence, appealable: true, balances },
        { ...terms, unit: 1n },
      )
      return {
        committeeSize,
        ...stakesOf(terms),
        ...silence,
        balances: padded(balances, 0n),
        penalties: padded(penalties, 0n),
        ...outcome,
      }
    }),
  )
}

/** `balances` and `penalties` have 15 places a case. */
function refunds(): Columns {
  const random = seededRandom(209)
  return columnsOf(
    repeat(60, () => {
      const terms = randomTerms(random)
      const committeeSize = randomSize(random)
      const everybody = 2 ** committeeSize
      const committed = random.below(4) === 0 ? 0 : random.below(everybody)
      const revealed =
        random.below(4) === 0 ? 0 : committed & random.below(everybody)
      const task = {
        share: randomShare(random, terms),
        committed,
        revealed,
      }
      const balances = repeat(committeeSize, () => randomBalance(random, terms))
      const { penalties, ...outcome } = refundOutcome(
        { ...task, appealable: true, balances },
        { ...terms, unit: 1n },
      )
      return {
        committeeSize,
        ...stakesOf(terms),
        ...task,
        balances: padded(balances, 0n),
        penalties: padded(penalties, 0n),
        ...outcome,
      }
    }),
  )
}

/**
 * The first `winners` members gave the first output, the `wronged` next ones
 * the output of the appeal. `balances`, `penalties` and `repaid` have 15 places
 * a case: what winners have and lose, what each of the wronged gets back.
 */
function overturns(): Columns {
  const random = seededRandom(205)
  return columnsOf(
    repeat(40, () => {
      const terms = randomTerms(random)
      const committeeSize = randomSize(random)
      const winners = quorum(committeeSize)
      const wronged = random.below(committeeSize - winners + 1)
      const isPoor = random.below(3) === 0
      const balances = repeat(winners, () =>
        isPoor ? BigInt(random.below(2)) : randomBalance(random, terms),
      )
      const share = randomShare(random, terms)
      const lie = lieCost({ share, appealable: true }, terms)
      const overturned = {
        held: isPoor ? lie : lie * BigInt(wronged),
        appealFee: 15n * randomShare(random, terms),
      }
      const { penalties, repaid, ...outcome } = overturnOutcome(
        { ...overturned, balances, wronged: repeat(wronged, () => lie) },
        terms,
      )
      return {
        committeeSize,
        winners,
        bond: terms.bond,
        slashBps: terms.slashBps,
        ...stakesOf(terms),
        share,
        held: overturned.held,
        wronged,
        appealFee: overturned.appealFee,
        balances: padded(balances, 0n),
        penalties: padded(penalties, 0n),
        repaid: padded(repaid, 0n),
        ...outcome,
      }
    }),
  )
}

type Terms = ReturnType<typeof randomTerms>

/** Terms that a deployment can have: the dearest class pays no more than a lie costs. */
function randomTerms(random: SeededRandom) {
  const bond = 100_000n + randomAmount(random, 1 + random.below(5))
  const slashBps = 100 + random.below(4_901)
  const lie = hardSlash({ bond, slashBps, unit: 1n })
  const minimumShare = 2n + (randomAmount(random, 5) % (lie / 64n - 1n))
  return { bond, slashBps, hardSlash: lie, minimumShare }
}

function stakesOf({ hardSlash, minimumShare }: Terms) {
  return { hardSlash, minimumShare }
}

/** From the least share to what a lie costs, of any class. */
function randomShare(random: SeededRandom, terms: Terms): bigint {
  const { minimumShare, hardSlash } = terms
  if (random.below(6) === 0) return minimumShare
  const wanted = randomAmount(random, 1 + random.below(6))
  return minimumShare + (wanted % (hardSlash - minimumShare + 1n))
}

/** Nothing, too little for a lie, or at most half more than the bond. */
function randomBalance(random: SeededRandom, terms: Terms): bigint {
  const kind = random.below(12)
  if (kind === 0) return 0n
  if (kind === 1) return terms.hardSlash - 1n
  return (terms.bond * BigInt(random.below(1_500_001))) / 1_000_000n
}
