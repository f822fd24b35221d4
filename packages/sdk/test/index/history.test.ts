import { afterAll, expect, test } from 'vitest'
import { applyEvents } from '../../src/core/index/apply-events.js'
import { emptyIndex } from '../../src/core/index/chain-index.js'
import { checkStep, newExpectations } from './check-step.js'
import { parametersOf } from './parameters-of.js'
import { tellHistory } from './tell-history.js'
import { timedEvents } from './timed-events.js'

const STEPS = Number(process.env.HISTORY_STEPS ?? 400)
const SEEDS = Number(process.env.HISTORY_SEEDS ?? 1)
const closing = new AbortController()
afterAll(() => closing.abort())

test.each(Array.from({ length: SEEDS }, (_, seed) => seed + 1))(
  'events alone rebuild what the contracts hold: history %d',
  async (seed) => {
    const history = await tellHistory({ seed, steps: STEPS }, closing.signal)
    let index = emptyIndex(parametersOf(history.deployment.parameters))
    const expectations = newExpectations()
    for (const [number, events] of timedEvents(history).entries()) {
      index = applyEvents(index, events)
      const step = history.steps[number]
      if (step) checkStep({ index, step, number, events, expectations })
    }
    expect(index.tasks.size).toBeGreaterThan(STEPS / 10)
  },
  600_000,
)
