import { raceSignal } from '@aichain/base'

/**
 * A queue for something that only one may use at a time. The call resolves when
 * it is the caller's turn, with the function that ends the turn; an abort of
 * either signal while waiting gives the place up.
 */
export function takingTurns(): (
  signal: AbortSignal,
  other: AbortSignal,
) => Promise<() => void> {
  let last: Promise<void> = Promise.resolve()
  return async (signal, other) => {
    const before = last
    let endTurn = () => {}
    const turn = new Promise<void>((resolve) => {
      endTurn = resolve
    })
    last = before.then(() => turn)
    try {
      await raceSignal(raceSignal(before, signal), other)
      return endTurn
    } catch (error) {
      endTurn()
      throw error
    }
  }
}
