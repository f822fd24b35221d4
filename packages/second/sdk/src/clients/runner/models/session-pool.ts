import type { Cid } from '@aichain/base'
import { raceSignal } from '@aichain/base'
import type { InferenceSession } from '@aichain/inference'

/** Models in memory, each loaded once and shared by everybody who uses it. */
export type SessionPool = {
  /**
   * Runs `work` with a model's session, which stays open that long. Loads the
   * model if it is not there; where that needs a place, the model that nobody
   * uses and that was not used for longest is closed, and if all are in use,
   * waits. A session in which work failed is closed, and the next use loads anew.
   */
  readonly use: <T>(
    model: Cid,
    signal: AbortSignal,
    work: (session: InferenceSession) => Promise<T>,
  ) => Promise<T>
  readonly close: () => Promise<void>
}

type Slot = {
  readonly model: Cid
  readonly session: Promise<InferenceSession>
  /** Gives up the loading. */
  readonly stop: AbortController
  users: number
  isLoaded: boolean
}

type Pool = {
  readonly maximum: number
  readonly open: (model: Cid, signal: AbortSignal) => Promise<InferenceSession>
  /** Least recently used first. */
  readonly slots: Map<Cid, Slot>
  readonly closing: Set<Promise<void>>
  /** Those for whom there is no place now. */
  waiting: (() => void)[]
}

/**
 * @param parameters - `maximum`: models that are in memory at once. `open`
 *   loads one; its signal aborts when nobody waits for it any more.
 */
export function sessionPool(
  parameters: Pick<Pool, 'maximum' | 'open'>,
): SessionPool {
  const { maximum, open } = parameters
  const slots = new Map<Cid, Slot>()
  const pool: Pool = {
    maximum,
    open,
    slots,
    closing: new Set(),
    waiting: [],
  }
  return {
    use: async (model, signal, work) => {
      const slot = await take(pool, model, signal)
      try {
        return await work(await raceSignal(slot.session, signal))
      } catch (error) {
        if (!signal.aborted) await remove(pool, slot)
        throw error
      } finally {
        leave(pool, slot)
      }
    },
    close: async () => {
      for (const slot of [...slots.values()]) void remove(pool, slot)
      await Promise.all(pool.closing)
    },
  }
}

async function take(
  pool: Pool,
  model: Cid,
  signal: AbortSignal,
): Promise<Slot> {
  for (;;) {
    signal.throwIfAborted()
    const slot = find(pool, model)
    if (slot) {
      slot.users += 1
      return slot
    }
    const change = new Promise<void>((resolve) => pool.waiting.push(resolve))
    await raceSignal(change, signal)
  }
}

/** A slot for the model, or `undefined` while all places are in use. */
function find(pool: Pool, model: Cid): Slot | undefined {
  const { slots, maximum } = pool
  const slot = slots.get(model)
  if (slot) return slot
  if (slots.size < maximum) return add(pool, model)
  const idle = [...slots.values()].find(({ users }) => users === 0)
  if (!idle) return undefined
  void remove(pool, idle)
  return add(pool, model)
}

function add(pool: Pool, model: Cid): Slot {
  const stop = new AbortController()
  // Memory is free only once those that make room are closed.
  const room = Promise.all(pool.closing)
  const session = room.then(() => pool.open(model, stop.signal))
  const slot: Slot = { model, session, stop, users: 0, isLoaded: false }
  pool.slots.set(model, slot)
  const loaded = () => {
    slot.isLoaded = true
  }
  session.then(loaded, () => remove(pool, slot))
  return slot
}

function leave(pool: Pool, slot: Slot): void {
  slot.users -= 1
  const { slots } = pool
  if (slots.get(slot.model) === slot) {
    slots.delete(slot.model)
    slots.set(slot.model, slot)
  }
  if (slot.users > 0) return
  // Nobody waits for it any more: what is not loaded yet is given up.
  if (!slot.isLoaded) void remove(pool, slot)
  wake(pool)
}

/** Resolves once the session is closed; does nothing for one that was removed. */
function remove(pool: Pool, slot: Slot): Promise<void> {
  const { slots, closing } = pool
  if (slots.get(slot.model) !== slot) return Promise.resolve()
  slots.delete(slot.model)
  slot.stop.abort()
  // It failed already, or is not wanted: that closing it fails is no news.
  const closed = slot.session.then((session) => session.close())
  const over = closed.catch(() => {}).finally(() => closing.delete(over))
  closing.add(over)
  wake(pool)
  return over
}

function wake(pool: Pool): void {
  const all = pool.waiting
  pool.waiting = []
  for (const resolve of all) resolve()
}
