import type { CallOptions, Clock } from '@aichain/base'
import { raceSignal, withTimeout } from '@aichain/base'
import { ChainUnreachableError } from '../../../errors/chain.js'

/** The line between clients and the ledger, which can be cut. */
export type Connection = {
  /** Runs a call under its signal and timeout; rejects while the line is cut. */
  readonly call: <T>(
    options: CallOptions<never> | undefined,
    work: (signal: AbortSignal) => T | Promise<T>,
  ) => Promise<T>
  /** Resolves at the next change of ledger or line. */
  readonly changed: (signal?: AbortSignal) => Promise<void>
  /** Tells everybody who waits for a change. */
  readonly notify: () => void
  readonly isCut: () => boolean
  readonly cut: () => void
  readonly mend: () => void
  readonly clock: Clock
}

/** A line that works. */
export function createConnection(clock: Clock): Connection {
  let isCut = false
  let waiting: (() => void)[] = []
  const notify = () => {
    const woken = waiting
    waiting = []
    for (const wake of woken) wake()
  }
  const set = (value: boolean) => {
    isCut = value
    notify()
  }
  return {
    clock,
    notify,
    isCut: () => isCut,
    cut: () => set(true),
    mend: () => set(false),
    changed: (signal) =>
      raceSignal(new Promise<void>((wake) => waiting.push(wake)), signal),
    call: (options, work) =>
      withTimeout({ ...options, clock }, async (signal) => {
        if (isCut) throw new ChainUnreachableError()
        return work(signal)
      }),
  }
}
