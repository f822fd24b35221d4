import { expect, test } from 'vitest'
import { dealFaults, faultyNodes, isFault } from './fault.js'

test('faults are dealt to the last nodes', () => {
  expect(dealFaults(5, { crash: 1, liar: 2 })).toEqual([
    undefined,
    undefined,
    'liar',
    'liar',
    'crash',
  ])
  expect(dealFaults(3, {})).toEqual([undefined, undefined, undefined])
})

test('faulty nodes are counted over all faults', () => {
  expect(faultyNodes({ liar: 2, silent: 0, slow: 1 })).toBe(3)
  expect(faultyNodes({})).toBe(0)
})

test('only what is a fault is one', () => {
  expect(isFault('liar')).toBe(true)
  expect(isFault('toString')).toBe(false)
})
