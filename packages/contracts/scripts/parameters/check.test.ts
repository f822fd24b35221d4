import { expect, test } from 'vitest'
import { advice } from './advice.js'
import { refusals } from './check.js'
import { derivedOf, type Parameters } from './parameters.js'
import { presets } from './presets.js'

const { parameters, world } = presets.l2

function named(changes: Partial<Parameters>): string[] {
  return refusals({ ...parameters, ...changes }).map(
    ({ parameter }) => parameter,
  )
}

test('no preset is refused', () => {
  for (const preset of Object.values(presets))
    expect(refusals(preset.parameters)).toEqual([])
})

test('no preset for real money is unsafe, and the devnet’s is', () => {
  for (const preset of Object.values(presets)) {
    const found = advice(preset.parameters, preset.world)
    expect(found.length === 0).toBe(preset.isRealMoney)
  }
})

test.each([
  [{ unit: 0 }, 'unit'],
  [{ unit: 2 ** 41 }, 'unit'],
  [{ bond: 0 }, 'bond'],
  [{ bond: 72_057_594_037_928 }, 'bond'],
  [{ slashBps: 5_001 }, 'slashBps'],
  [{ slashBps: 0 }, 'slashBps'],
  [{ minimumShare: 10_001 }, 'minimumShare'],
  [{ minimumShare: 1 }, 'minimumShare'],
  [{ protocolFeeBps: 1_001 }, 'protocolFeeBps'],
  [{ commitWindow: 0 }, 'commitWindow'],
  [{ revealWindow: 0 }, 'revealWindow'],
  [{ proofWindow: 119 }, 'proofWindow'],
  [{ appealWindow: 0 }, 'appealWindow'],
  [{ outage: 3 }, 'outage'],
  [{ epoch: 2_048 }, 'epoch'],
  [{ unbondingPeriod: 646_889 }, 'unbondingPeriod'],
  [{ epoch: 604_801 }, 'unbondingPeriod'],
  [{ maximumSeats: 2 }, 'maximumSeats'],
  [{ maximumSeats: 65_536 }, 'maximumSeats'],
  [{ seedDelay: 0.5 }, 'seedDelay'],
  [{ minimumStay: 2 ** 32 }, 'minimumStay'],
])('%o is refused for its %s', (changes, parameter) => {
  expect(named(changes)).toContain(parameter)
})

test.each([
  { minimumShare: 10_000 },
  { minimumShare: 2 },
  { proofWindow: 120 },
  { epoch: 2_049 },
  { unbondingPeriod: 646_890 },
  { maximumSeats: 3 },
  { outage: 4 },
])('%o is taken', (changes) => {
  expect(named(changes)).toEqual([])
})

test('what follows from them', () => {
  expect(derivedOf(parameters)).toEqual({
    hardSlash: 640_000,
    life: 2_049,
    prices: [8_000, 32_000, 128_000, 512_000],
    liable: 646_890,
  })
})

test.each([
  [{ minimumShare: 10_000 }, 'slashBps'],
  [{ slashBps: 4 }, 'slashBps'],
  [{ bond: 200_000_000, slashBps: 40 }, 'bond'],
  [{ minimumShare: 6_600 }, 'minimumShare'],
  [{ protocolFeeBps: 501 }, 'protocolFeeBps'],
  [{ commitWindow: 40 }, 'commitWindow'],
  [{ revealWindow: 10, proofWindow: 10 }, 'revealWindow'],
  [{ seedDelay: 3 }, 'seedDelay'],
  [{ blockSeeds: 'allOrders' as const }, 'blockSeeds'],
])('%o is unsafe for its %s', (changes, parameter) => {
  const found = advice({ ...parameters, ...changes }, world)
  expect(found.map((finding) => finding.parameter)).toContain(parameter)
})

test('block hashes are unsafe on a quiet chain', () => {
  const quiet = advice(parameters, { ...world, isQuiet: true })
  expect(quiet.map(({ parameter }) => parameter)).toEqual(['blockSeeds'])
})

test('a block’s hash must be in reach until commits are over, whatever the seed', () => {
  const fast = { ...world, blockTime: 0.25, blocksInReach: 256 }
  for (const { parameters } of [presets.l2, presets['l2-beacon']]) {
    const found = advice(parameters, fast)
    expect(found.map(({ parameter }) => parameter)).toEqual(['commitWindow'])
  }
  expect(advice({ ...parameters, commitWindow: 55 }, fast)).toEqual([])
})
