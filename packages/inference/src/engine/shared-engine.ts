import {
  callSignal,
  digestOf,
  eitherSignal,
  raceSignal,
  withTimeout,
} from '@aichain/base'
import { encodeManifest } from '../document/manifest.js'
import type { Prompt } from '../document/prompt.js'
import { SessionClosedError } from '../errors/inference.js'
import type {
  GenerateOptions,
  GenerationPart,
  InferenceEngine,
  InferenceSession,
  ModelFiles,
  Verification,
} from '../ports/inference-engine.js'
import { takingTurns } from './shared/worker/taking-turns.js'

/** How a {@link sharedEngine} shares. */
export type SharedEngineOptions = {
  /**
   * How many generations of one model may run at the same time, each in a copy
   * of its own. A copy is loaded when it is first needed. Default 1.
   */
  readonly copies?: number | undefined
}

/** A loaded model, and whether somebody is using it. */
type Copy = {
  readonly session: Promise<InferenceSession>
  isBusy: boolean
}

/** Everything that is shared of one model. */
type Shelf = {
  readonly load: () => Promise<InferenceSession>
  readonly most: number
  readonly copies: Set<Copy>
  /** Those for whom no copy is free, the longest waiting first. */
  readonly waiting: (() => void)[]
  users: number
}

/**
 * One engine for everybody in this process: whoever loads a model that is in
 * memory already shares it, and the last to close its session frees it. Several
 * nodes in one process then need the memory of one.
 *
 * Generations of one model wait for a free copy. A traced generation, such as a
 * self-test, waits rather than loading a further copy.
 *
 * Errors: those of the engine.
 *
 * @example
 * ```ts
 * import { sharedEngine } from '@aichain/inference'
 * import { integerEngine } from '@aichain/inference/integer'
 *
 * const engine = sharedEngine(integerEngine(), { copies: 2 })
 * ```
 */
export function sharedEngine(
  engine: InferenceEngine,
  { copies: most = 1 }: SharedEngineOptions = {},
): InferenceEngine {
  const shelves = new Map<string, Shelf>()
  return {
    executionProvider: engine.executionProvider,
    runtime: () => engine.runtime(),
    load: async (model, options = {}) => {
      const { signal, onProgress } = options
      signal?.throwIfAborted()
      const key = digestOf(encodeManifest(model.manifest))
      const shelf = shelves.get(key) ?? newShelf(engine, model, most)
      shelves.set(key, shelf)
      shelf.users += 1
      const leave = async () => {
        shelf.users -= 1
        if (shelf.users > 0) return
        if (shelves.get(key) === shelf) shelves.delete(key)
        await closeAll(shelf)
      }
      try {
        const [copy = addCopy(shelf)] = shelf.copies
        // Not with this caller's signal: others may wait for the same copy.
        await raceSignal(copy.session, signal)
        onProgress?.({ type: 'session' })
      } catch (error) {
        await leave()
        throw error
      }
      return openHandle(shelf, leave)
    },
  }
}

function newShelf(
  engine: InferenceEngine,
  model: ModelFiles,
  most: number,
): Shelf {
  const load = () => engine.load(model)
  return { load, most, copies: new Set(), waiting: [], users: 0 }
}

function addCopy(shelf: Shelf): Copy {
  const copy: Copy = { session: shelf.load(), isBusy: false }
  shelf.copies.add(copy)
  // A copy that cannot be loaded must not stand in the way of the next try.
  copy.session.catch(() => shelf.copies.delete(copy))
  return copy
}

/** One user's session: closing it leaves the others theirs. */
function openHandle(
  shelf: Shelf,
  leave: () => Promise<void>,
): InferenceSession {
  const closing = new AbortController()
  const takeTurn = takingTurns()
  let left: Promise<void> | undefined

  async function* generate(
    prompt: Prompt,
    options: GenerateOptions = {},
  ): AsyncGenerator<GenerationPart, void, undefined> {
    const { seed, trace = false } = options
    const call = callSignal({ ...options, operation: 'generate' })
    const either = eitherSignal(call.signal, closing.signal)
    const { signal } = either
    try {
      const endTurn = await takeTurn(signal, closing.signal)
      try {
        yield* withCopy(shelf, signal, !trace, (session) =>
          session.generate(prompt, { seed, trace, signal }),
        )
      } finally {
        endTurn()
      }
    } finally {
      either.release()
      call.release()
    }
  }

  return {
    generate,
    verify: async (prompt, claim, { seed, ...options } = {}) => {
      const call = { ...options, operation: 'verify' }
      return await withTimeout(call, async (outer) => {
        const either = eitherSignal(outer, closing.signal)
        const { signal } = either
        try {
          const endTurn = await takeTurn(signal, closing.signal)
          const verified = verifyWithCopy(shelf, signal, (session) =>
            session.verify(prompt, claim, { seed, signal }),
          ).finally(endTurn)
          return await raceSignal(verified, signal)
        } finally {
          either.release()
        }
      })
    },
    close: () => {
      closing.abort(new SessionClosedError())
      left ??= leave()
      return left
    },
  }
}

async function* withCopy(
  shelf: Shelf,
  signal: AbortSignal,
  mayAdd: boolean,
  generate: (session: InferenceSession) => AsyncIterable<GenerationPart>,
): AsyncGenerator<GenerationPart, void, undefined> {
  const copy = await take(shelf, signal, mayAdd)
  try {
    yield* generate(await raceSignal(copy.session, signal))
  } catch (error) {
    if (!signal.aborted) drop(shelf, copy)
    throw error
  } finally {
    giveBack(shelf, copy)
  }
}

async function verifyWithCopy(
  shelf: Shelf,
  signal: AbortSignal,
  verify: (session: InferenceSession) => Promise<Verification>,
): Promise<Verification> {
  const copy = await take(shelf, signal, true)
  try {
    return await verify(await raceSignal(copy.session, signal))
  } catch (error) {
    if (!signal.aborted) drop(shelf, copy)
    throw error
  } finally {
    giveBack(shelf, copy)
  }
}

async function take(
  shelf: Shelf,
  signal: AbortSignal,
  mayAdd: boolean,
): Promise<Copy> {
  for (;;) {
    signal.throwIfAborted()
    const isRoom = shelf.copies.size < (mayAdd ? shelf.most : 1)
    const free =
      [...shelf.copies].find(({ isBusy }) => !isBusy) ??
      (isRoom ? addCopy(shelf) : undefined)
    if (free) {
      free.isBusy = true
      return free
    }
    await freeCopy(shelf, signal)
  }
}

/** Waits until some copy may be free. */
async function freeCopy(shelf: Shelf, signal: AbortSignal): Promise<void> {
  let wake = () => {}
  const woken = new Promise<void>((resolve) => {
    wake = resolve
  })
  shelf.waiting.push(wake)
  try {
    await raceSignal(woken, signal)
  } catch (error) {
    const place = shelf.waiting.indexOf(wake)
    if (place >= 0) shelf.waiting.splice(place, 1)
    // It was this one's turn already: the next one must not sleep through it.
    else shelf.waiting.shift()?.()
    throw error
  }
}

function giveBack(shelf: Shelf, copy: Copy): void {
  copy.isBusy = false
  shelf.waiting.shift()?.()
}

/** A session in which work failed may be broken: the next use loads anew. */
function drop(shelf: Shelf, copy: Copy): void {
  shelf.copies.delete(copy)
  void close(copy)
}

async function closeAll(shelf: Shelf): Promise<void> {
  await Promise.all([...shelf.copies].map(close))
}

async function close({ session }: Copy): Promise<void> {
  // What could not be loaded need not be closed, and whoever loaded it knows.
  const loaded = await session.catch(() => undefined)
  await loaded?.close()
}
