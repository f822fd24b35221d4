import { afterAll, expect, test } from 'vitest'
import { consensusAbi } from '../../src/abi/consensus.js'
import { applyEvents } from '../../src/core/index/apply-events.js'
import {
  type ChainIndex,
  emptyIndex,
} from '../../src/core/index/chain-index.js'
import type { ProtocolEvent } from '../../src/core/task/protocol-event.js'
import { checkStep, newExpectations, type StepAt } from './check-step.js'
import { findForge } from './find-forge.js'
import { parametersOf } from './parameters-of.js'
import { type ToldHistory, tellHistory } from './tell-history.js'
import { timedEvents } from './timed-events.js'

type Kind = ProtocolEvent['type']

const STEPS = Number(process.env.HISTORY_STEPS ?? 1000)
const FIRST_SEED = Number(process.env.HISTORY_SEED ?? 1)
const SEEDS = Number(process.env.HISTORY_SEEDS ?? 1)
const seeds = Array.from({ length: SEEDS }, (_, index) => FIRST_SEED + index)
/** All that the contract tells, and the beacon's one. */
const KINDS = consensusAbi.filter(({ type }) => type === 'event').length + 1
/** Refusals change nothing; a committee that is written down is the one that the seed gives. */
const NEEDLESS: readonly Kind[] = [
  'committee-drawn',
  'order-refused',
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
      expect(told.size, 'a longer history, or another, tells more').toBe(KINDS)
      expect([...told].filter((kind) => !needed.has(kind))).toEqual([])
    },
    600_000,
  )
else test.skip(`${name} (${forge.reason})`)

/** Which kinds of events a history told, and without which of them an index was wrong at once. */
function checkHistory(history: ToldHistory) {
  let index = emptyIndex(parametersOf(history.deployment.parameters))
  const expectations = newExpectations()
  const told = new Set<Kind>()
  const needed = new Set<Kind>(NEEDLESS)
  for (const [number, events] of timedEvents(history).entries()) {
    const step = history.steps[number]
    if (!step) continue
    const before = index
    index = applyEvents(before, events)
    const at = { step, number, events, expectations }
    checkStep({ ...at, index })
    for (const { type } of events) {
      told.add(type)
      if (!needed.has(type) && isMissed(type, before, at)) needed.add(type)
    }
  }
  return { told, needed }
}

/** Whether an index that does not hear of such events differs from the contracts. */
function isMissed(
  kind: Kind,
  before: ChainIndex,
  at: Omit<StepAt, 'index'>,
): boolean {
  const others = at.events.filter(({ type }) => type !== kind)
  try {
    checkStep({ ...at, index: applyEvents(before, others) })
    return false
  } catch {
    return true
  }
}
