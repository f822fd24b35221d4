import { expect, test } from 'vitest'
import { hottest } from './profile.js'

const node = (id: number, functionName: string, url = '') => ({
  id,
  callFrame: { functionName, url },
})

test('time goes to the function that was running, not to what waits', () => {
  const nodes = [
    node(1, '(root)'),
    node(2, 'dot', 'wasm://wasm/0123'),
    node(3, '', 'file:///somewhere/worker.js'),
    node(4, '(idle)'),
  ]
  const profile = {
    nodes,
    samples: [2, 2, 3, 4],
    timeDeltas: [30, 45, 25, 900],
  }
  expect(hottest([profile])).toEqual([
    { name: 'wasm: dot', share: 0.75 },
    { name: '(anonymous) worker.js', share: 0.25 },
  ])
  expect(hottest([profile, profile], new Map(), 1)).toEqual([
    { name: 'wasm: dot', share: 0.75 },
  ])
})

test('functions of the kernel get the names that it ships without', () => {
  const nodes = [node(1, 'wasm-function[3]', 'wasm://wasm/0123')]
  const profile = { nodes, samples: [1], timeDeltas: [1] }
  expect(hottest([profile], new Map([[3, 'forward/forward']]))).toEqual([
    { name: 'wasm: forward/forward', share: 1 },
  ])
  expect(hottest([profile])).toEqual([
    { name: 'wasm: wasm-function[3]', share: 1 },
  ])
})
