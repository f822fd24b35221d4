import { equalHex } from '@aichain/base'
import { isStrong } from '../../../core/money/slash.js'
import type { SeatRecord } from '../../../core/task/task.js'
import { SeatMissingError } from '../../../errors/runner.js'
import type { RunnerContext } from '../context/runner-context.js'

/** The seat and the wallet as they were last read. */
export type SeatWatch = {
  readonly seat: () => SeatRecord
  /** Wei in the wallet, which pays for gas. */
  readonly balance: () => bigint
  /** Reads both again, in the background. */
  readonly refresh: () => void
  /** Tells what is already wrong with the seat. */
  readonly tell: () => void
}

type SeatWatchContext = Pick<
  RunnerContext,
  'chain' | 'emit' | 'health' | 'inBackground' | 'parameters' | 'signal'
>

/** Keeps an eye on the seat: that it leaves, grows weak or gets another key is told as soon as it is seen. */
export function seatWatch(
  context: SeatWatchContext,
  start: { readonly seat: SeatRecord; readonly balance: bigint },
): SeatWatch {
  const { chain, emit, health, signal } = context
  let { seat, balance } = start
  let isReading = false
  let isStale = false

  const read = async () => {
    const [found, wei] = await Promise.all([
      chain.getSeatOf(chain.account, { signal }),
      chain.getBalance(chain.account, { signal }),
    ])
    balance = wei
    if (!found) {
      const error = new SeatMissingError({ signer: chain.account })
      return emit({ type: 'error', error })
    }
    const before = seat
    seat = found
    tellChange(context, found, before)
  }

  const readUntilFresh = async () => {
    isReading = true
    while (isStale && !signal.aborted) {
      isStale = false
      await read().catch((error) => {
        if (!signal.aborted) health.failed(error, { part: 'chain' })
      })
    }
    isReading = false
  }

  return {
    seat: () => seat,
    balance: () => balance,
    refresh: () => {
      isStale = true
      if (!isReading) context.inBackground(readUntilFresh())
    },
    tell: () => tellChange(context, seat, undefined),
  }
}

/** Tells what is true of a seat now and was not before. */
function tellChange(
  { chain, emit, parameters }: SeatWatchContext,
  now: SeatRecord,
  before: SeatRecord | undefined,
): void {
  const { seat, signer, to, balance } = now
  if (to !== undefined && before?.to === undefined) {
    const ejected = 2n * balance < parameters.bond
    emit({ type: 'seat-leaving', seat, to, ejected })
  }
  const isWeak = !isStrong(balance, parameters)
  const wasWeak = before && !isStrong(before.balance, parameters)
  if (isWeak && !wasWeak) {
    const required = parameters.hardSlash
    emit({ type: 'seat-weak', seat, balance, required })
  }
  const isOther = !equalHex(signer, chain.account)
  if (isOther && (!before || equalHex(before.signer, chain.account))) {
    const from = (now.signerSince ?? 0) * parameters.epoch
    emit({ type: 'signer-replaced', seat, signer, from })
  }
}
