import { Model } from './model'

/**
 * How often a thread looks before it sleeps, about a millisecond in all. A phase
 * lasts microseconds, and waking up takes tens of them, more on virtual machines:
 * with a tenth of this, two threads were no faster than one.
 */
const PATIENCE: u32 = 400000

/** Waits until every thread of the model has come here. */
export function meet(model: Model): void {
  if (model.threads == 1) return
  const arrived = changetype<usize>(model) + offsetof<Model>('arrived')
  const meeting = changetype<usize>(model) + offsetof<Model>('meeting')
  const current = atomic.load<u32>(meeting)
  if (atomic.add<u32>(arrived, 1) + 1 == model.threads) {
    atomic.store<u32>(arrived, 0)
    atomic.add<u32>(meeting, 1)
    atomic.notify(meeting)
  } else {
    awaitChange(meeting, current)
  }
}

/** Waits until a word has another value. */
export function awaitChange(word: usize, value: u32): void {
  for (let looked: u32 = 0; looked < PATIENCE; looked += 1) {
    if (atomic.load<u32>(word) != value) return
  }
  while (atomic.load<u32>(word) == value) atomic.wait<u32>(word, value, -1)
}

/** Where the share of `thread` begins when `count` units are divided; that of the next is its end. */
// @ts-expect-error: decorator
@inline
export function shareOf(model: Model, thread: u32, count: u32): u32 {
  return (count * thread) / model.threads
}
