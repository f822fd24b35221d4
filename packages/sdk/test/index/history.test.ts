import { afterAll, expect, test } from 'vitest'
import { consensusAbi } from '../../src/abi/consensus.js'
import { applyEvents } from '../../src/core/index/apply-events.js'
import {
  type ChainIndex,
  emptyIndex,
} from '../../src/core/index/chain-index.js'
import type { TimedEvent } from '../../src/core/index/timed-event.js'
import { checkStep, newExpectations, type StepAt } from './check-step.js'
import { findForge } from './find-forge.js'
import { parametersOf } from './parameters-of.js'
import { type ToldHistory, tellHistory } from './tell-history.js'
import { timedEvents } from './timed-events.js'

const STEPS = Number(process.env.HISTORY_STEPS ?? 600)
const FIRST_SEED = Number(process.env.HISTORY_SEED ?? 2)
const SEEDS = Number(process.env.HISTORY_SEEDS ?? 1)
const seeds = Array.from({ length: SEEDS }, (_, index) => FIRST_SEED + index)
/** All that the contract tells, and the beacon's one. */
const KINDS = consensusAbi.filter(({ type }) => type === 'event').length + 1
/**
 * Refusals change nothing; a committee that is written down is the one that the
 * seed gives; a seat leaves with all that it has.
 */
const NEEDLESS = [
  'committee-drawn',
  'committee-drawn.committee',
  'order-refused',
  'seat-withdrawn.amount',
  'settlement-refused',
]
const closing = new AbortController()
afterAll(() => closing.abort())
const forge = await findForge()
const name =
  'events alone rebuild what the contracts hold, and none can be left out'

if (forge.ok)
  test.each(seeds)(
    `${name}: history %d`,
    async (seed) => {
      const asked = { forge: forge.path, seed, steps: STEPS }
      const history = await tellHistory(asked, closing.signal)
      const { told, needed } = checkHistory(history)
      const kinds = [...told].filter((part) => !part.includes('.'))
      const unneeded = [...told].filter((part) => !needed.has(part))
      const hint = 'a longer history, or another, tells more'
      expect(kinds.length, hint).toBe(KINDS)
      expect(unneeded, hint).toEqual([])
    },
    600_000,
  )
else test.skip(`${name} (${forge.reason})`)

/** What a history told, and without what of it an index was wrong at once. */
function checkHistory(history: ToldHistory) {
  let index = emptyIndex(parametersOf(history.deployment.parameters))
  const expectations = newExpectations()
  const told = new Set<string>()
  const needed = new Set<string>(NEEDLESS)
  for (const [number, events] of timedEvents(history).entries()) {
    const step = history.steps[number]
    if (!step) continue
    const before = index
    index = applyEvents(before, events)
    const at = { step, number, events, expectations }
    checkStep({ ...at, index })
    for (const part of new Set(events.flatMap(partsOf))) {
      told.add(part)
      if (!needed.has(part) && isMissed(part, before, at)) needed.add(part)
    }
  }
  return { told, needed }
}

/** A kind of event, and each of its amounts. */
function partsOf(event: TimedEvent): string[] {
  const amounts = Object.entries(event).filter(
    ([key, value]) => typeof value === 'bigint' && key !== 'blockNumber',
  )
  return [event.type, ...amounts.map(([key]) => `${event.type}.${key}`)]
}

/** Whether an index that does not hear of it differs from the contracts. */
function isMissed(
  part: string,
  before: ChainIndex,
  at: Omit<StepAt, 'index'>,
): boolean {
  const heard = at.events.flatMap((event) => without(part, event))
  try {
    checkStep({ ...at, index: applyEvents(before, heard) })
    return false
  } catch {
    return true
  }
}

/** Nothing, of an event of this kind; or the event with nothing of this amount. */
function without(part: string, event: TimedEvent): TimedEvent[] {
  const [kind, amount] = part.split('.')
  if (event.type !== kind) return [event]
  return amount === undefined ? [] : [{ ...event, [amount]: 0n }]
}
