import { type Cid, InvalidArgumentError } from '@aichain/base'
import type { Message } from '@aichain/inference'
import { classOf, feeOf } from '../../core/money/price.js'
import { keptOf } from '../../core/money/slash.js'
import { countPlaces, isAppealable } from '../../core/risk/appeal-size.js'
import {
  probabilityStuck,
  probabilityWrong,
  quorumProbability,
} from '../../core/risk/safety.js'
import type { ByClass, ListId, ListRecord } from '../../core/task/list.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { Seed } from '../../core/task/task.js'
import { quorum } from '../../core/vote/quorum.js'
import { checkModel, refuseOtherKeys } from '../reader/check-argument.js'
import { decimals, withJson } from '../with-json.js'
import { checkPrompt, checkTerms, termsKeys } from './check-request.js'
import { parametersOf, type TaskContext } from './context.js'
import { type ContextUse, readContextUse } from './context-use.js'
import { manifestOf } from './known-model.js'
import { type OrderTerms, orderTerms } from './order-terms.js'
import { servedList } from './served-list.js'

/** What to quote for. */
export type QuoteRequest = {
  /** The CID of the model's manifest. */
  readonly model: Cid
  /** The quote then says how full they make the model's context. */
  readonly messages?: readonly Message[] | undefined
  readonly maxNewTokens?: number | undefined
  /** Default 5. */
  readonly committeeSize?: number | undefined
  /** Wei for all of it. Default: as little as reaches the places that are demanded. */
  readonly fee?: bigint | undefined
  /** As in a request. */
  readonly seed?: Seed | undefined
  readonly roundTip?: bigint | undefined
  readonly minimumPlaces?: number | undefined
  /** Share of all places that one adversary is assumed to hold, 0 to 1. Default 0.1. */
  readonly adversaryShare?: number | undefined
  /** Share of the honest seats that do not answer, 0 to 1. Default 0. */
  readonly outageRate?: number | undefined
}

/** What a fee reaches in one price class. */
export type PriceQuote = {
  /** Wei for each member. */
  readonly share: bigint
  /** Wei for the whole committee, with the round's tip. */
  readonly fee: bigint
  /** Places of this class and of those below it: so many would be drawn from. */
  readonly places: number
}

/**
 * What an answer costs, how sure it is and how long it can take. `JSON.stringify`
 * writes it, `parseQuote` reads it.
 */
export type Quote = {
  readonly model: Cid
  /** Of the model and the author that its manifest names. */
  readonly list: ListId
  readonly committeeSize: number
  /** Equal votes that decide. */
  readonly quorum: number
  /** Wei that asking costs: all shares and the round's tip. */
  readonly fee: bigint
  /** Wei of it for each member that gives the agreed output. */
  readonly share: bigint
  /** Wei of it for whoever posts the beacon's round; 0 where the block is the seed. */
  readonly roundTip: bigint
  /** What fixes the committee. */
  readonly seed: Seed
  /** Wei that the network takes at least and at most. */
  readonly minimumFee: bigint
  readonly maximumFee: bigint
  /** Places that the committee would be drawn from. */
  readonly places: number
  /** The order is refused where it reaches fewer. */
  readonly minimumPlaces: number
  /** Places of the whole list: an appeal may ask them all. */
  readonly listPlaces: number
  /** What each price reaches, from the lowest. */
  readonly prices: ByClass<PriceQuote>
  /** Whether somebody could question the decision. */
  readonly appealable: boolean
  /**
   * Wei of the fee that do not come back where members voted and no quorum
   * agreed, or found that the prompt cannot be fetched. Where nobody votes all
   * comes back.
   */
  readonly keptIfUndecided: bigint
  readonly adversaryShare: number
  readonly outageRate: number
  /** That the honest members who answer decide, whatever the adversary does. */
  readonly quorumProbability: number
  /** That the adversary holds a quorum of the committee. */
  readonly probabilityWrong: number
  /**
   * That the adversary, with outages, can prevent a decision; the fee then comes
   * back but for `keptIfUndecided`. 1 less `quorumProbability`.
   */
  readonly probabilityStuck: number
  /**
   * Seconds after which the task can be closed whatever the nodes do. Nodes
   * that do their part need only a few blocks and their inference.
   */
  readonly maximumWait: number
  /** How full the prompt makes the model's context, where it was given. */
  readonly context?: ContextUse
}

const keys = [
  ...['model', 'messages', 'maxNewTokens'],
  ...['adversaryShare', 'outageRate'],
  ...termsKeys,
]

/** Reads what a quote depends on and computes it. */
export async function readQuote(
  context: TaskContext,
  request: QuoteRequest,
  signal: AbortSignal,
): Promise<Quote> {
  refuseOtherKeys('request', request, keys)
  checkModel(request.model)
  const terms = checkTerms(request)
  checkShares(request)
  // What all need is read once.
  await manifestOf(context, request.model, signal)
  const [parameters, list, use] = await Promise.all([
    parametersOf(context, signal),
    servedList(context, request.model, signal),
    readUse(context, request, signal),
  ])
  const order = orderTerms(list, parameters, terms)
  const quote = quoteFor({ parameters, list, order }, request)
  return quoteWithJson(use ? { ...quote, context: use } : quote)
}

/** A quote that `JSON.stringify` writes, for `parseQuote` to read. */
export function quoteWithJson(quote: Quote): Quote {
  return withJson(quote, () => ({
    ...decimals(quote),
    prices: quote.prices.map(decimals),
  }))
}

async function readUse(
  context: TaskContext,
  { model, messages, maxNewTokens }: QuoteRequest,
  signal: AbortSignal,
): Promise<ContextUse | undefined> {
  if (messages === undefined) return undefined
  const { prompt } = checkPrompt({ messages, maxNewTokens })
  return readContextUse(context, model, prompt, signal)
}

/** Computes a quote from what the deployment fixed and the places that are there. */
export function quoteFor(
  network: {
    readonly parameters: ProtocolParameters
    readonly list: ListRecord
    readonly order: OrderTerms
  },
  request: Pick<QuoteRequest, 'adversaryShare' | 'outageRate'>,
): Quote {
  const { parameters, list, order } = network
  const { adversaryShare = 0.1, outageRate = 0 } = request
  const { committeeSize, share, roundTip, seed, minimumPlaces } = order
  const places = countPlaces(list.current, classOf(share, parameters))
  const listPlaces = countPlaces(list.current)
  const costOf = (each: bigint) =>
    feeOf({ committeeSize, share: each, roundTip })
  return {
    model: list.model,
    list: list.id,
    committeeSize,
    quorum: quorum(committeeSize),
    fee: feeOf(order),
    share,
    roundTip,
    seed,
    minimumFee: costOf(parameters.minimumShare),
    maximumFee: costOf(parameters.hardSlash),
    places,
    minimumPlaces,
    listPlaces,
    prices: pricesFor(parameters.prices, list, costOf),
    appealable: isAppealable({ places: listPlaces, committeeSize }),
    keptIfUndecided: keptOf({ committeeSize }, parameters),
    adversaryShare,
    outageRate,
    ...safetyOf(committeeSize, adversaryShare, { places, outageRate }),
    maximumWait: waitFor(seed, parameters),
  }
}

function pricesFor(
  prices: ByClass<bigint>,
  { current }: ListRecord,
  costOf: (share: bigint) => bigint,
): ByClass<PriceQuote> {
  const quoteOf = (each: 0 | 1 | 2 | 3): PriceQuote => ({
    share: prices[each],
    fee: costOf(prices[each]),
    places: countPlaces(current, each),
  })
  return [quoteOf(0), quoteOf(1), quoteOf(2), quoteOf(3)]
}

function safetyOf(...draw: Parameters<typeof quorumProbability>) {
  return {
    quorumProbability: quorumProbability(...draw),
    probabilityWrong: probabilityWrong(...draw),
    probabilityStuck: probabilityStuck(...draw),
  }
}

/** From the task's block until it can be closed: the beacon's tasks wait for their round first. */
function waitFor(
  seed: Seed,
  { seedDelay, beacon, commitWindow, revealWindow }: ProtocolParameters,
): number {
  const round = seed === 'beacon' ? seedDelay + beacon.period : 0
  return round + commitWindow + revealWindow
}

function checkShares({ adversaryShare, outageRate }: QuoteRequest): void {
  for (const [argument, share] of Object.entries({
    adversaryShare,
    outageRate,
  })) {
    const isShare = typeof share === 'number' && share >= 0 && share <= 1
    if (share === undefined || isShare) continue
    const expected = 'a number from 0 to 1'
    throw new InvalidArgumentError({ argument, expected, actual: share })
  }
}
