import { type Digest, digestOf, raceSignal } from '@aichain/base'
import type { Generation } from '../../document/output.js'
import { encodePrompt, type Prompt } from '../../document/prompt.js'
import type {
  GenerationPart,
  InferenceSession,
  Verification,
} from '../../ports/inference-engine.js'
import { type JointRun, jointRun } from './joint-run.js'

/** Copies of one model, each of which does one thing at a time. */
export type CopyShelf = {
  /** Resolves once there is a copy; its loader tests it. */
  readonly ready: (signal: AbortSignal | undefined) => Promise<void>
  readonly generate: (
    prompt: Prompt,
    call: CopyCall & { readonly trace: boolean },
  ) => AsyncIterable<GenerationPart>
  readonly verify: (
    prompt: Prompt,
    claim: Generation,
    call: CopyCall,
  ) => Promise<Verification>
  readonly close: () => Promise<void>
}

type CopyCall = {
  readonly seed: Digest | undefined
  readonly signal: AbortSignal
}

/** A loaded model, and whether somebody is using it. */
type Copy = {
  readonly session: Promise<InferenceSession>
  isBusy: boolean
}

type Shelf = {
  readonly loadTested: () => Promise<InferenceSession>
  readonly most: number
  readonly copies: Set<Copy>
  /** Traced generations that are being computed, by what was asked. */
  readonly traces: Map<string, JointRun<GenerationPart>>
  /** Those for whom no copy is free, the longest waiting first. */
  readonly waiting: (() => void)[]
}

/**
 * @param parameters - `load` loads the copy that `ready` waits for, and
 *   `loadTested` each that is added when all are busy, up to `most` in all.
 */
export function copyShelf({
  load,
  loadTested,
  most,
}: Pick<Shelf, 'loadTested' | 'most'> & {
  readonly load: () => Promise<InferenceSession>
}): CopyShelf {
  const copies = new Set<Copy>()
  const shelf = { loadTested, most, copies, traces: new Map(), waiting: [] }
  return {
    ready: async (signal) => {
      const [copy = addCopy(shelf, load)] = copies
      // Not with this caller's signal: others may wait for the same copy.
      await raceSignal(copy.session, signal)
    },
    generate: (prompt, { seed, trace, signal }) =>
      trace
        ? traceOf(shelf, prompt, seed).read(signal)
        : withCopy(shelf, most, signal, (session) =>
            session.generate(prompt, { seed, signal }),
          ),
    verify: (prompt, claim, { seed, signal }) =>
      verifyWithCopy(shelf, signal, (session) =>
        session.verify(prompt, claim, { seed, signal }),
      ),
    close: async () => {
      await Promise.all([...copies].map(close))
    },
  }
}

function addCopy(shelf: Shelf, load: () => Promise<InferenceSession>): Copy {
  const copy: Copy = { session: load(), isBusy: false }
  shelf.copies.add(copy)
  // A copy that cannot be loaded must not stand in the way of the next try.
  copy.session.catch(() => shelf.copies.delete(copy))
  return copy
}

/**
 * A further copy, for whoever is first once it is loaded: what is busy now may
 * be free before.
 */
function addLater(shelf: Shelf): Copy {
  const copy = addCopy(shelf, shelf.loadTested)
  copy.isBusy = true
  copy.session.then(
    () => giveBack(shelf, copy),
    // Told to the one who added it; the others look again, and may add another.
    () => {
      for (const wake of shelf.waiting.splice(0)) wake()
    },
  )
  return copy
}

/**
 * Waits for a copy rather than adding one. Nodes that start together test the
 * same copy with the same prompt: computed once, each compares it.
 */
function traceOf(
  shelf: Shelf,
  prompt: Prompt,
  seed: Digest | undefined,
): JointRun<GenerationPart> {
  const { traces } = shelf
  const key = `${digestOf(encodePrompt(prompt))} ${seed}`
  const running = traces.get(key)
  if (running) return running
  const trace: JointRun<GenerationPart> = jointRun(
    (signal) =>
      withCopy(shelf, 1, signal, (session) =>
        session.generate(prompt, { seed, trace: true, signal }),
      ),
    () => {
      if (traces.get(key) === trace) traces.delete(key)
    },
  )
  traces.set(key, trace)
  return trace
}

async function* withCopy(
  shelf: Shelf,
  most: number,
  signal: AbortSignal,
  generate: (session: InferenceSession) => AsyncIterable<GenerationPart>,
): AsyncGenerator<GenerationPart, void, undefined> {
  const copy = await take(shelf, most, signal)
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
  const copy = await take(shelf, shelf.most, signal)
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
  most: number,
  signal: AbortSignal,
): Promise<Copy> {
  let added: Copy | undefined
  for (;;) {
    signal.throwIfAborted()
    const free = [...shelf.copies].find(({ isBusy }) => !isBusy)
    if (free) {
      free.isBusy = true
      return free
    }
    if (shelf.copies.size < most) added ??= addLater(shelf)
    await freeCopy(shelf, added, signal)
  }
}

/** Waits until some copy may be free, unless the one that was added fails. */
async function freeCopy(
  shelf: Shelf,
  added: Copy | undefined,
  signal: AbortSignal,
): Promise<void> {
  let wake = () => {}
  const woken = new Promise<void>((resolve) => {
    wake = resolve
  })
  const failed = added?.session.then(() => woken)
  shelf.waiting.push(wake)
  try {
    await raceSignal(Promise.race([woken, failed ?? woken]), signal)
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

async function close({ session }: Copy): Promise<void> {
  // What could not be loaded need not be closed, and whoever loaded it knows.
  const loaded = await session.catch(() => undefined)
  await loaded?.close()
}
