import { InvalidArgumentError } from '@aichain/sdk'
import { expect, test } from 'vitest'
import { checkOptions } from './check-options.js'

/** What programs pass that no compiler has seen. */
type Anything = never

test('without options: five honest nodes, all in the committee', () => {
  expect(checkOptions({})).toEqual({
    nodes: 5,
    committee: 5,
    blockTime: 1,
    faults: {},
    slowBy: 5_000,
    restartAfter: 3_000,
  })
  expect(checkOptions({ nodes: 3, models: undefined })).toMatchObject({
    nodes: 3,
    committee: 3,
  })
})

test('each model has three nodes, and a committee comes from its own', () => {
  const models = ['./a', './b']
  expect(checkOptions({ models })).toMatchObject({ nodes: 6, committee: 3 })
  const settings = checkOptions({ models, nodes: 11 })
  expect(settings).toMatchObject({ nodes: 11, committee: 5 })
})

test.each<[string, RegExp, unknown]>([
  ['options', /an object/, null],
  ['options', /an object/, 'five nodes'],
  ['options', /an object/, []],
  ['options', /no other keys than nodes, .*"nodez"/s, { nodez: 3 }],
  ['options', /"constructor"/, { constructor: 3 }],
  ['nodes', /a whole number from 3 to 50/, { nodes: 2 }],
  ['nodes', /a whole number/, { nodes: 3.5 }],
  ['nodes', /a whole number/, { nodes: '3' }],
  ['nodes', /a whole number/, { nodes: null }],
  ['committee', /at most the nodes of each/, { nodes: 3, committee: 5 }],
  ['committee', /from 3 to 15/, { nodes: 20, committee: 16 }],
  ['blockTime', /seconds from/, { blockTime: 0 }],
  ['blockTime', /seconds from/, { blockTime: Number.NaN }],
  ['blockTime', /seconds from/, { blockTime: '1' }],
  ['slowBy', /a whole number from 0/, { slowBy: -1 }],
  ['restartAfter', /a whole number from 0/, { restartAfter: Number.NaN }],
  ['faults', /an object/, { faults: 'liar' }],
  ['faults', /an object/, { faults: ['liar'] }],
  ['faults', /no other keys than liar, .*"lyer"/s, { faults: { lyer: 1 } }],
  ['faults.liar', /a whole number/, { faults: { liar: -1 } }],
  ['faults.liar', /a whole number/, { faults: { liar: 1.5 } }],
  ['faults.liar', /a whole number/, { faults: { liar: '1' } }],
  ['faults', /at most 3 nodes/, { nodes: 3, faults: { liar: 2, silent: 2 } }],
  ['ports', /an object/, { ports: 8545 }],
  ['ports', /"http"/, { ports: { http: 1 } }],
  ['ports.chain', /from 0 to 65535/, { ports: { chain: 70_000 } }],
  ['ports.ipfsRpc', /a whole number/, { ports: { ipfsRpc: 'x' } }],
  ['protocol', /"bondd"/, { protocol: { bondd: 5n } }],
  ['protocol.bond', /wei, a bigint/, { protocol: { bond: 5 } }],
  ['protocol.bond', /wei, a bigint/, { protocol: { bond: -5n } }],
  ['protocol.bond', /wei, a bigint/, { protocol: { bond: 2n ** 96n } }],
  ['protocol.bond', /a multiple of/, { protocol: { bond: 10n ** 18n + 1n } }],
  ['protocol.commitWindow', /whole/, { protocol: { commitWindow: 'x' } }],
  ['protocol.blockSeeds', /'never' or/, { protocol: { blockSeeds: 'always' } }],
  ['models', /hf:OWNER\/NAME/, { models: [''] }],
  ['models', /hf:OWNER\/NAME/, { models: [5] }],
  ['models', /hf:OWNER\/NAME/, { models: './a' }],
  ['models', /1 to 16 different/, { models: [] }],
  ['models', /different/, { models: ['./a', './a'] }],
  ['nodes', /at least 3 for each of 2/, { models: ['./a', './b'], nodes: 5 }],
  ['stateFolder', /a folder/, { stateFolder: ' ' }],
  ['sampling', /an object/, { sampling: 5 }],
  ['signal', /an AbortSignal/, { signal: new AbortController() }],
  ['onProgress', /a function/, { onProgress: 5 }],
  ['onNodeUpdate', /a function/, { onNodeUpdate: 'x' }],
])('%s must be %s', (argument, words, options) => {
  const check = () => checkOptions(options as Anything)
  expect(check).toThrow(InvalidArgumentError)
  expect(check).toThrow(words)
  expect(check).toThrow(expect.objectContaining({ argument }))
})
