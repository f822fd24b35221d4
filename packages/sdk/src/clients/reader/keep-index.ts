import { emptyIndex } from '../../core/index/chain-index.js'
import {
  encodeIndex,
  type IndexAt,
  parseIndex,
} from '../../core/index/index-text.js'
import type { ChainReader } from '../../ports/chain.js'
import { indexPage } from './index-page.js'
import {
  firstStep,
  type IndexSteps,
  nextStep,
  stepsBack,
} from './index-steps.js'
import type { IndexStore } from './index-store.js'

/** The index with every block that the chain has when it is asked for. */
export type KeptIndex = (signal: AbortSignal) => Promise<IndexAt>

/** Blocks that one request asks for; servers limit it. */
const PAGE = 2000n
/** While a long history is read, it is saved as often. */
const SAVED_EVERY = 100_000n

/**
 * Keeps an index and brings it up to date whenever it is asked for: reads the
 * events since, and goes back where the chain has turned.
 */
export function keepIndex(chain: ChainReader, store: IndexStore): KeptIndex {
  let steps: IndexSteps | undefined
  let saved = chain.deployment.fromBlock
  let turn: Promise<unknown> = Promise.resolve()

  const save = async (
    { safe }: IndexSteps,
    signal: AbortSignal,
    every = 1n,
  ) => {
    if (!safe || safe.block.number - saved < every) return
    await store.save?.(encodeIndex(safe, chain.deployment), { signal })
    saved = safe.block.number
  }
  const catchUp: KeptIndex = async (signal) => {
    signal.throwIfAborted()
    let { number: head } = await chain.getHead({ signal })
    let now = await onChain(chain, store, steps, signal)
    while (now.last.block.number < head) {
      const end = now.last.block.number + PAGE
      const toBlock = end < head ? end : head
      const next = await indexPage(chain, now.last, toBlock, signal)
      if (next) {
        now = nextStep(now, next)
        await save(now, signal, SAVED_EVERY)
      } else {
        head = (await chain.getHead({ signal })).number
        now = await onChain(chain, store, now, signal)
      }
      steps = now
    }
    steps = now
    await save(now, signal)
    return now.last
  }
  // One after the other, so that nothing is read twice.
  return (signal) => {
    const mine = turn.then(() => catchUp(signal))
    turn = mine.catch(() => {})
    return mine
  }
}

/** The best steps of which the chain still has the block; from the store, or from nothing, where there are none. */
async function onChain(
  chain: ChainReader,
  store: IndexStore,
  steps: IndexSteps | undefined,
  signal: AbortSignal,
): Promise<IndexSteps> {
  const known = steps ? stepsBack(steps) : await loaded(chain, store, signal)
  for (const [age, at] of known.entries()) {
    if (!(await isOnChain(chain, at, signal))) continue
    return steps && age === 0 ? steps : firstStep(at)
  }
  return firstStep(await nothing(chain, signal))
}

async function loaded(
  chain: ChainReader,
  store: IndexStore,
  signal: AbortSignal,
): Promise<IndexAt[]> {
  const text = await store.load?.({ signal })
  const parsed =
    text === undefined ? undefined : parseIndex(text, chain.deployment)
  return parsed?.ok ? [parsed.value] : []
}

/** Before the first block that can hold an event. */
async function nothing(
  chain: ChainReader,
  signal: AbortSignal,
): Promise<IndexAt> {
  const parameters = await chain.getParameters({ signal })
  const number = chain.deployment.fromBlock - 1n
  return {
    index: emptyIndex(parameters),
    block: { number, hash: '0x', timestamp: 0 },
  }
}

/** The one before the first is, whatever it is. */
async function isOnChain(
  chain: ChainReader,
  { block }: IndexAt,
  signal: AbortSignal,
): Promise<boolean> {
  if (block.number < chain.deployment.fromBlock) return true
  const its = await chain.getBlock(block.number, { signal })
  return its?.hash === block.hash
}
