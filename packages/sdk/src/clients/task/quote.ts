import { type Cid, InvalidArgumentError } from '@aichain/base'
import type { Message } from '@aichain/inference'
import {
  probabilityStuck,
  probabilityWrong,
  quorumProbability,
} from '../../core/risk/safety.js'
import { hardSlash } from '../../core/settlement/reward.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import { quorum } from '../../core/vote/quorum.js'
import { NotEnoughSeatsError } from '../../errors/contract-tasks.js'
import { checkModel, refuseOtherKeys } from '../reader/check-argument.js'
import { decimals, withJson } from '../with-json.js'
import { checkCommitteeSize, checkPrompt } from './check-request.js'
import { parametersOf, type TaskContext } from './context.js'
import { type ContextUse, readContextUse } from './context-use.js'
import { countEligibleSeats } from './eligible-seats.js'
import { nextBlockTime } from './next-block-time.js'

/** What to quote for. */
export type QuoteRequest = {
  /** With `messages`: the quote then says how full its context is. */
  readonly model?: Cid | undefined
  readonly messages?: readonly Message[] | undefined
  readonly maxNewTokens?: number | undefined
  /** Default 5. */
  readonly committeeSize?: number | undefined
  /** Share of all seats that one adversary is assumed to hold, 0 to 1. Default 0.1. */
  readonly adversaryShare?: number | undefined
  /** Share of the honest seats that do not answer, 0 to 1. Default 0. */
  readonly outageRate?: number | undefined
}

/**
 * What an answer costs, how sure it is and how long it can take. `JSON.stringify`
 * writes it, `parseQuote` reads it.
 */
export type Quote = {
  readonly committeeSize: number
  /** Equal votes that decide. */
  readonly quorum: number
  /** Wei, for the whole committee. */
  readonly minimumFee: bigint
  readonly maximumFee: bigint
  /**
   * Seats of the network now, from which the committee would be drawn. Beyond 64
   * slots those count too that joined a moment ago.
   */
  readonly seats: number
  readonly adversaryShare: number
  readonly outageRate: number
  /** That the honest members who answer decide, whatever the adversary does. */
  readonly quorumProbability: number
  /** That the adversary holds a quorum of the committee. */
  readonly probabilityWrong: number
  /**
   * That the adversary, with outages, can prevent a decision; the fee then comes
   * back. 1 less `quorumProbability`.
   */
  readonly probabilityStuck: number
  /**
   * Seconds after which the task can be closed whatever the nodes do. Nodes
   * that do their part need only a few blocks and their inference.
   */
  readonly maximumWait: number
  /** How full the prompt makes the model's context, where both were given. */
  readonly context?: ContextUse
}

const keys = [
  ...['model', 'messages', 'maxNewTokens'],
  ...['committeeSize', 'adversaryShare', 'outageRate'],
]

/** Reads what a quote depends on and computes it. */
export async function readQuote(
  context: TaskContext,
  request: QuoteRequest,
  signal: AbortSignal,
): Promise<Quote> {
  refuseOtherKeys('request', request, keys)
  const [parameters, seats, use] = await Promise.all([
    parametersOf(context, signal),
    readSeats(context, signal),
    readUse(context, request, signal),
  ])
  const quote = quoteFor({ parameters, seats }, request)
  return quoteWithJson(use ? { ...quote, context: use } : quote)
}

/** A quote that `JSON.stringify` writes, for `parseQuote` to read. */
export function quoteWithJson(quote: Quote): Quote {
  return withJson(quote, () => decimals(quote))
}

/** Read one by one up to here; with more, a few that are too new make no difference. */
const countedSlots = 64

async function readSeats(
  { chain, clock }: TaskContext,
  signal: AbortSignal,
): Promise<number> {
  const [slots, head] = await Promise.all([
    chain.getSeatCount({ signal }),
    chain.getHead({ signal }),
  ])
  if (slots > countedSlots) return chain.getStayingSeatCount({ signal })
  const addedAt = nextBlockTime(head, clock)
  return countEligibleSeats(chain, { addedAt, slots }, signal)
}

async function readUse(
  context: TaskContext,
  { model, messages, maxNewTokens }: QuoteRequest,
  signal: AbortSignal,
): Promise<ContextUse | undefined> {
  if (model !== undefined) checkModel(model)
  if (messages === undefined) return undefined
  const { prompt } = checkPrompt({ messages, maxNewTokens })
  if (model === undefined) return undefined
  return readContextUse(context, model, prompt, signal)
}

/** Computes a quote from what the deployment fixed and the seats that are there. */
export function quoteFor(
  network: { readonly parameters: ProtocolParameters; readonly seats: number },
  request: QuoteRequest,
): Quote {
  const { parameters, seats } = network
  const { committeeSize = 5, adversaryShare = 0.1, outageRate = 0 } = request
  checkCommitteeSize(committeeSize)
  checkShare('adversaryShare', adversaryShare)
  checkShare('outageRate', outageRate)
  refuseSmallNetwork(seats, committeeSize)
  const { minimum, maximum } = feeLimits(parameters, committeeSize)
  return {
    committeeSize,
    quorum: quorum(committeeSize),
    minimumFee: minimum,
    maximumFee: maximum,
    seats,
    adversaryShare,
    outageRate,
    ...safetyOf(committeeSize, adversaryShare, { seats, outageRate }),
    maximumWait: parameters.commitWindow + parameters.revealWindow,
  }
}

function safetyOf(...draw: Parameters<typeof quorumProbability>) {
  return {
    quorumProbability: quorumProbability(...draw),
    probabilityWrong: probabilityWrong(...draw),
    probabilityStuck: probabilityStuck(...draw),
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

function checkShare(argument: string, share: unknown): void {
  if (typeof share === 'number' && share >= 0 && share <= 1) return
  throw new InvalidArgumentError({
    argument,
    expected: 'a number from 0 to 1',
    actual: share,
  })
}

/** Throws if a network cannot fill a committee. */
export function refuseSmallNetwork(seats: number, committeeSize: number): void {
  if (seats >= committeeSize) return
  throw new NotEnoughSeatsError({
    active: BigInt(seats),
    required: BigInt(committeeSize),
  })
}
