import { expect, test } from 'vitest'
import { readSources } from '../compile.mjs'
import { build, parse } from './compiler.mjs'
import { keyOf, mutantsOf } from './mutants.mjs'

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
const trees = parse(sources)
const mutants = mutantsOf('src/Example.sol', content, trees['src/Example.sol'])

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
  expect(removed.function).toBe('constructor')
  expect(removed.content).toBe(content.replace('x = LIMIT;', '{}'))
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
  const path = 'src/libraries/QuorumLib.sol'
  const [first] = mutantsOf(path, real[path].content, parse(real)[path])
  const original = build(real)
  const mutated = build({ ...real, [path]: { content: first.content } })
  expect(mutated.Consensus).not.toBe(original.Consensus)
  expect(mutated.ModelRegistry).toBe(original.ModelRegistry)
  expect(build({ ...real, [path]: { content: 'nonsense' } })).toBe(undefined)
})
