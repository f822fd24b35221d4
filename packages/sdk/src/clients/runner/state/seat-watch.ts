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
}

/** Keeps an eye on the seat: an ejected one is reported as soon as it is seen. */
export function seatWatch(
  context: RunnerContext,
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
    if (found.to !== undefined && seat.to === undefined) {
      emit({ type: 'seat-leaving', seat: found.seat, to: found.to })
    }
    seat = found
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
  }
}
