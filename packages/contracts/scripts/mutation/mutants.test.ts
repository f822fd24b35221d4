import { expect, test } from 'vitest'
import { readSources } from '../solidity/sources.js'
import type { Sources } from '../solidity/standard-json.js'
import { build, contractsWith, parse } from './compiler.js'
import { madeOf } from './made-of.js'
import { keyOf, type Mutant, mutantsOf } from './mutants.js'

const content = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;
contract Example {
  uint256 constant LIMIT = 2;
  uint256 x;
  constructor() { x = LIMIT; }
  function f() public { ++x; ++x; }
}
`
const sources = { 'src/Example.sol': { content } }
const mutants = allOf(sources, 'src/Example.sol')

function allOf(all: Sources, path: string): Mutant[] {
  const [source, tree] = [all[path], parse(all)[path]]
  return source && tree ? mutantsOf(path, source.content, tree) : []
}

test('a mutant is the source with one change', () => {
  expect(mutants[0]).toEqual({
    id: 'src/Example.sol | LIMIT | uint256 constant LIMIT = 2 | uint256 constant LIMIT = 3',
    file: 'src/Example.sol',
    function: 'LIMIT',
    line: 4,
    operator: 'literal',
    before: 'uint256 constant LIMIT = 2',
    after: 'uint256 constant LIMIT = 3',
    content: content.replace('= 2', '= 3'),
  })
})

test('a removed statement leaves the rest as it was', () => {
  const removed = mutants.find(({ after }) => after === '(removed)')
  expect(removed?.function).toBe('constructor')
  expect(removed?.content).toBe(content.replace('x = LIMIT;', '{}'))
})

test('equal changes in one function share a key and not an id', () => {
  const counted = mutants.filter(({ after }) => after === '--x')
  expect(new Set(counted.map(keyOf)).size).toBe(1)
  expect(counted.map(({ id }) => id.slice(-4))).toEqual(
    ['--x', '| 2'].map((end) => expect.stringContaining(end)),
  )
})

test('a source that does not compile is said to', () => {
  expect(() => parse({ 'src/A.sol': { content: 'contract {' } })).toThrow(
    /ParserError/,
  )
})

test('a mutant of the real sources compiles to other code, nonsense to none', () => {
  const real = readSources()
  const path = 'src/ModelRegistry.sol'
  const [first] = allOf(pick(real, path), path)
  const content = first?.content ?? ''
  const contracts = contractsWith(real, path)
  const original = build(real, contracts)
  const mutated = build({ ...real, [path]: { content } }, contracts)
  expect(contracts).toEqual(['ModelRegistry'])
  expect(original?.ModelRegistry?.length).toBeGreaterThan(1_000)
  expect(mutated?.ModelRegistry?.length).toBeGreaterThan(1_000)
  expect(mutated?.ModelRegistry).not.toBe(original?.ModelRegistry)
  const nonsense = { ...real, [path]: { content: 'nonsense' } }
  expect(build(nonsense, contracts)).toBe(undefined)
})

test('a library is part of what is deployed and uses it', () => {
  const real = readSources()
  const contracts = contractsWith(real, 'src/libraries/QuorumLib.sol')
  expect(contracts).toContain('Consensus')
  expect(contracts).toContain('parts/LensPart')
  expect(contracts).not.toContain('Beacon')
})

/** A source and what it is made of. */
function pick(all: Sources, path: string): Sources {
  const parts = madeOf(all, path)
  return Object.fromEntries(
    Object.entries(all).filter(([name]) => parts.has(name)),
  )
}
