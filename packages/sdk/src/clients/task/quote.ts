import type { ProtocolParameters } from '../../core/parameters.js'
import { quorum } from '../../core/quorum.js'
import { hardSlash } from '../../core/reward.js'
import { probabilityStuck, probabilityWrong } from '../../core/safety.js'
import { InvalidArgumentError } from '../../errors/operation.js'
import { checkCommitteeSize } from './request.js'

/** What to quote for. */
export type QuoteRequest = {
  /** Default 5. */
  readonly committeeSize?: number | undefined
  /** Share of all seats that one adversary is assumed to hold, 0 to 1. Default 0.1. */
  readonly adversaryShare?: number | undefined
}

/** What an answer costs, how sure it is and how long it can take. */
export type Quote = {
  readonly committeeSize: number
  /** Equal votes that decide. */
  readonly quorum: number
  /** Wei, for the whole committee. */
  readonly minimumFee: bigint
  readonly maximumFee: bigint
  readonly adversaryShare: number
  /** That the adversary holds a quorum of the committee. */
  readonly probabilityWrong: number
  /** That the adversary can prevent a decision; the fee then comes back. */
  readonly probabilityStuck: number
  /**
   * Seconds after which the task can be closed whatever the nodes do. Nodes
   * that do their part need only a few blocks and their inference.
   */
  readonly maximumWait: number
}

/** Computes a quote from what the deployment fixed. */
export function quoteFor(
  parameters: ProtocolParameters,
  request: QuoteRequest,
): Quote {
  const { committeeSize = 5, adversaryShare = 0.1 } = request
  checkCommitteeSize(committeeSize)
  checkShare(adversaryShare)
  const { minimum, maximum } = feeLimits(parameters, committeeSize)
  return {
    committeeSize,
    quorum: quorum(committeeSize),
    minimumFee: minimum,
    maximumFee: maximum,
    adversaryShare,
    probabilityWrong: probabilityWrong(committeeSize, adversaryShare),
    probabilityStuck: probabilityStuck(committeeSize, adversaryShare),
    maximumWait: parameters.commitWindow + parameters.revealWindow,
  }
}

/** The fees that the contract accepts for a committee, in wei. */
export function feeLimits(
  { minimumFeePerSeat, bond, slashBps }: ProtocolParameters,
  committeeSize: number,
): { readonly minimum: bigint; readonly maximum: bigint } {
  const size = BigInt(committeeSize)
  // Absence costs a seat its part of the fee and must never cost more than a lie.
  const lie = hardSlash({ balance: bond, bond, slashBps })
  const largest = 2n ** 96n - 1n
  const maximum = lie * size
  return {
    minimum: minimumFeePerSeat * size,
    maximum: maximum < largest ? maximum : largest,
  }
}

function checkShare(share: number): void {
  if (share >= 0 && share <= 1) return
  throw new InvalidArgumentError({
    argument: 'adversaryShare',
    expected: 'a number from 0 to 1',
    actual: share,
  })
}
