import { AichainError, equalHex, retryDelay } from '@aichain/base'
import { epochAt } from '../../../core/task/lifecycle.js'
import type { PriceClass } from '../../../core/task/list.js'
import type { SeatRecord } from '../../../core/task/task.js'
import { EntranceClosedError } from '../../../errors/contract-places.js'
import type { TransactionReceipt } from '../../../ports/chain.js'
import { doorbell } from '../context/doorbell.js'
import type { RunnerContext } from '../context/runner-context.js'
import { placeStep } from './place-step.js'

/** Sees to it that the seat is placed where the node serves, and nowhere else. */
export type PlaceKeeper = {
  /**
   * Begins to take the place. Resolves once the seat has it, or the first
   * attempt has failed: what is in the way is told, and tried again for ever.
   */
  readonly take: () => Promise<void>
  /**
   * Takes the offer back, for good: the node cannot serve any more. Resolves to
   * whether the seat still has its place; what is in the way is told.
   */
  readonly giveBack: () => Promise<boolean>
  /** A new block is there, and with it perhaps an epoch. */
  readonly onBlock: () => void
}

/** Milliseconds after which a place is tried for again, at the latest. */
const tryAgainAfter = 60_000
/** Milliseconds that a transaction is waited for. */
const timeout = 60_000

/** What a keeper of a place needs of its node. */
export type PlaceKeeperContext = Pick<
  RunnerContext,
  | 'chain'
  | 'clock'
  | 'emit'
  | 'health'
  | 'inBackground'
  | 'intake'
  | 'list'
  | 'parameters'
  | 'signal'
  | 'time'
> & { readonly priceClass: PriceClass }

export function placeKeeper(context: PlaceKeeperContext): PlaceKeeper {
  const { clock, health, intake, signal, time } = context
  const bell = doorbell(clock)
  const entrance: Entrance = { opensAt: 0 }
  let isGivenBack = false
  let current: Promise<number | 'done'> = Promise.resolve('done')

  /** Milliseconds to wait, or 'done'. */
  const tryOnce = async (failures: number): Promise<number | 'done'> => {
    try {
      await place(context, () => isGivenBack || intake.aborted)
      health.worked('place')
      return 'done'
    } catch (error) {
      if (signal.aborted) return 'done'
      return pauseAfter(context, { entrance, error, failures })
    }
  }

  const attempt = (failures: number) => {
    current = tryOnce(failures)
    return current
  }

  const keepTrying = async (first: number) => {
    let pause: number | 'done' = first
    for (let failures = 2; pause !== 'done'; failures += 1) {
      await bell.wait(pause, intake).catch(() => {})
      if (intake.aborted || isGivenBack) return
      pause = await attempt(failures)
    }
  }

  return {
    take: async () => {
      const pause = await attempt(1)
      if (pause !== 'done') context.inBackground(keepTrying(pause))
    },
    giveBack: async () => {
      isGivenBack = true
      bell.ring()
      // An offer that is on its way would come after what takes it back.
      await current
      try {
        return await withdraw(context)
      } catch (error) {
        if (!signal.aborted) health.failed(error)
        return true
      }
    },
    onBlock: () => {
      const { opensAt } = entrance
      if (opensAt > 0 && time.now() >= opensAt) bell.ring()
    },
  }
}

/** When the list takes places again, in seconds, as far as it refused one; else 0. */
type Entrance = { opensAt: number }

/** Tells what is in the way of a place, and how long to wait, in milliseconds. */
function pauseAfter(
  { emit, health, list, time }: PlaceKeeperContext,
  failed: {
    readonly entrance: Entrance
    readonly error: unknown
    readonly failures: number
  },
): number {
  const { entrance, error, failures } = failed
  if (!(error instanceof EntranceClosedError)) {
    health.failed(error, { part: 'place' })
    return retryDelay(failures, { maximumDelay: tryAgainAfter })
  }
  const { opensAt } = error
  if (entrance.opensAt < opensAt) {
    entrance.opensAt = opensAt
    emit({ type: 'entrance-closed', list: list.id, opensAt })
  }
  return Math.min(time.until(opensAt), tryAgainAfter)
}

/** One step after the other: a seat in another list has to leave it first. */
async function place(
  context: PlaceKeeperContext,
  isOver: () => boolean,
): Promise<void> {
  const { chain, list, priceClass, signal } = context
  for (;;) {
    const seat = await chain.getSeatOf(chain.account, { signal })
    if (!seat || !equalHex(seat.signer, chain.account) || isOver()) return
    const wanted = { list: list.id, class: priceClass }
    const step = placeStep(seat, wanted)
    if (step === 'none') return
    if (step === 'withdraw') await takeBack(context, seat)
    else return send(context, seat, step)
  }
}

async function send(
  context: PlaceKeeperContext,
  { seat }: SeatRecord,
  step: 'offer' | 'reprice',
): Promise<void> {
  const { chain, emit, list, priceClass } = context
  const options = writing(context)
  const { transactionHash } =
    step === 'offer'
      ? await chain.offer(
          { seat, list: list.terms, class: priceClass },
          options,
        )
      : await chain.reprice({ seat, class: priceClass }, options)
  const told = { seat, list: list.id, class: priceClass, transactionHash }
  emit({ type: 'place-offered', ...told, from: nextEpoch(context) })
}

/** Whether the seat still has a place. */
async function withdraw(context: PlaceKeeperContext): Promise<boolean> {
  const { chain, signal } = context
  const seat = await chain.getSeatOf(chain.account, { signal })
  if (!seat?.place) return false
  await takeBack(context, seat)
  return false
}

async function takeBack(
  context: PlaceKeeperContext,
  { seat, place: its }: SeatRecord,
): Promise<void> {
  const { chain, emit } = context
  const withdrawn = await chain
    .withdrawOffer(seat, writing(context))
    .catch(unlessUnplaced)
  if (!withdrawn || !its) return
  const { transactionHash } = withdrawn
  const told = { seat, list: its.list, transactionHash }
  emit({ type: 'offer-withdrawn', ...told, from: nextEpoch(context) })
}

/** Its owner, or who pruned it, was quicker. */
function unlessUnplaced(error: unknown): TransactionReceipt | undefined {
  const isUnplaced =
    AichainError.isInstance(error) && error.code === 'seat-not-placed'
  if (!isUnplaced) throw error
  return undefined
}

function writing({ emit, signal }: PlaceKeeperContext) {
  return {
    signal,
    timeout,
    onProgress: (sent: { type: string; transactionHash?: `0x${string}` }) => {
      const { transactionHash } = sent
      if (transactionHash) emit({ type: 'transaction-sent', transactionHash })
    },
  }
}

/** When the next epoch begins, in seconds. */
function nextEpoch({ parameters, time }: PlaceKeeperContext): number {
  const { timestamp } = time.head()
  return (epochAt(timestamp, parameters) + 1) * parameters.epoch
}
