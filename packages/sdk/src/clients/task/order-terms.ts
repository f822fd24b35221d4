import { roundUpToUnits } from '../../core/encoding/units.js'
import { classOf } from '../../core/money/price.js'
import {
  countPlaces,
  defaultMinimumPlaces,
} from '../../core/risk/appeal-size.js'
import type { ListRecord, ListTerms, PriceClass } from '../../core/task/list.js'
import type { ProtocolParameters } from '../../core/task/parameters.js'
import type { Order, Seed } from '../../core/task/task.js'
import { NotWholeUnitsError } from '../../errors/chain.js'
import {
  NotEnoughPlacesError,
  SeedRefusedError,
  ShareTooHighError,
  ShareTooLowError,
  TipWithoutRoundError,
} from '../../errors/contract-tasks.js'

/** What a request leaves to the client, or chooses itself. */
export type TermsRequest = {
  readonly committeeSize: number
  /** Wei for all of it; `undefined`: as little as reaches the places that are demanded. */
  readonly fee: bigint | undefined
  readonly seed: Seed | undefined
  readonly roundTip: bigint | undefined
  readonly minimumPlaces: number | undefined
}

/** What an order says beside its documents and its nonce. */
export type OrderTerms = Pick<
  Order,
  'committeeSize' | 'share' | 'roundTip' | 'minimumPlaces' | 'seed'
> & {
  readonly list: ListTerms
  readonly unit: bigint
}

/** What the contract's word for a tip holds, in units. */
const MAXIMUM_TIP = 2n ** 32n - 1n
const CLASSES: readonly PriceClass[] = [0, 1, 2, 3]

/**
 * The terms of an order to a list, which must have places now.
 *
 * Errors: `NotWholeUnitsError`, `SeedRefusedError`, `TipWithoutRoundError`,
 * `ShareTooLowError`, `ShareTooHighError`, `NotEnoughPlacesError`.
 */
export function orderTerms(
  list: ListRecord,
  parameters: ProtocolParameters,
  request: TermsRequest,
): OrderTerms {
  const { committeeSize, fee } = request
  const { model, author } = list
  const { unit } = parameters
  const seed = request.seed ?? defaultSeed(parameters)
  const roundTip = request.roundTip ?? defaultTip(seed, parameters)
  refuseSeed(seed, roundTip, parameters)
  refuseParts(roundTip, unit)
  const minimumPlaces = request.minimumPlaces ?? defaultMinimumPlaces([list])
  const required = Math.max(minimumPlaces, committeeSize)
  const share =
    fee === undefined
      ? cheapestShare(list, required, parameters)
      : shareOf(fee - roundTip, committeeSize, unit)
  refuseShare(share, parameters)
  refuseFewPlaces(
    countPlaces(list.current, classOf(share, parameters)),
    required,
  )
  const terms = { committeeSize, share, roundTip, minimumPlaces, seed }
  return { list: author ? { model, author } : { model }, unit, ...terms }
}

/** The block of the task where the deployment lets requesters choose it: then nobody waits for a round. */
export function defaultSeed({
  blockSeeds,
}: Pick<ProtocolParameters, 'blockSeeds'>): Seed {
  return blockSeeds === 'never' ? 'beacon' : 'block'
}

/** Whoever posts the round gets what a member gets at least. */
export function defaultTip(
  seed: Seed,
  { minimumShare, unit }: Pick<ProtocolParameters, 'minimumShare' | 'unit'>,
): bigint {
  if (seed === 'block') return 0n
  const most = MAXIMUM_TIP * unit
  const tip = roundUpToUnits(minimumShare, unit)
  return tip < most ? tip : most
}

/** The lowest price that reaches so many places; the lowest of all where none does. */
function cheapestShare(
  { current }: ListRecord,
  required: number,
  { prices }: ProtocolParameters,
): bigint {
  const reaching = CLASSES.find(
    (each) => countPlaces(current, each) >= required,
  )
  return prices[reaching ?? 0]
}

/** Rounded down to whole units: what is left over is not paid. */
function shareOf(amount: bigint, committeeSize: number, unit: bigint): bigint {
  return (amount / unit / BigInt(committeeSize)) * unit
}

function refuseSeed(
  seed: Seed,
  roundTip: bigint,
  { blockSeeds }: Pick<ProtocolParameters, 'blockSeeds'>,
): void {
  if (seed !== 'block') return
  if (blockSeeds === 'never') throw new SeedRefusedError({ seed })
  if (roundTip !== 0n) throw new TipWithoutRoundError({ roundTip })
}

function refuseParts(amount: bigint, unit: bigint): void {
  if (amount % unit !== 0n) throw new NotWholeUnitsError({ amount, unit })
}

function refuseShare(
  share: bigint,
  { minimumShare: minimum, hardSlash: maximum }: ProtocolParameters,
): void {
  if (share < minimum) throw new ShareTooLowError({ share, minimum })
  if (share > maximum) throw new ShareTooHighError({ share, maximum })
}

function refuseFewPlaces(places: number, required: number): void {
  if (places >= required) return
  throw new NotEnoughPlacesError({
    places: BigInt(places),
    required: BigInt(required),
  })
}
