import { expect, test } from 'vitest'
import type { Outcome } from './outcome.js'
import { compareSurvivors, parseSurvivors, type Survivor } from './survivors.js'

const mutant = (after: string) => ({
  file: 'src/A.sol',
  function: 'f',
  before: 'a < b',
  after,
  line: 7,
})
const entry = (after: string): Survivor => ({
  file: 'src/A.sol',
  function: 'f',
  before: 'a < b',
  after,
  kind: 'equivalent',
  reason: 'a is never b',
})
const run = (after: string, outcome: Outcome) => ({
  mutant: mutant(after),
  outcome,
})

test('a list without gaps is read', () => {
  const list = [entry('a <= b'), { ...entry('a > b'), kind: 'accepted' }]
  expect(parseSurvivors(JSON.stringify(list))).toEqual(list)
})

test.each([
  [{ ...entry('c'), reason: '' }, /no reason/],
  [{ ...entry('c'), before: undefined }, /no before/],
  [{ ...entry('c'), kind: 'harmless' }, /kind/],
])('an entry that explains nothing is refused: %#', (broken, message) => {
  expect(() => parseSurvivors(JSON.stringify([broken]))).toThrow(message)
})

test('an entry twice is refused', () => {
  const text = JSON.stringify([entry('c'), entry('c')])
  expect(() => parseSurvivors(text)).toThrow(/twice/)
})

test('survivors are explained or not', () => {
  const results = [
    run('c', 'survived'),
    run('d', 'survived'),
    run('e', 'killed'),
  ]
  const all = results.map((result) => result.mutant)
  const compared = compareSurvivors([entry('c')], results, all)
  expect(compared.explained).toMatchObject([
    { after: 'c', reason: 'a is never b' },
  ])
  expect(compared.unexplained).toEqual([mutant('d')])
  expect(compared.stale).toEqual([])
})

test('a listed survivor that is killed or gone is stale', () => {
  const all = [mutant('c'), mutant('d')]
  const compared = compareSurvivors(
    [entry('c'), entry('x')],
    [run('c', 'killed')],
    all,
  )
  expect(compared.stale).toMatchObject([
    { after: 'c', why: 'killed' },
    { after: 'x', why: 'gone' },
  ])
})

test('what a sample leaves out is not stale', () => {
  const compared = compareSurvivors([entry('c')], [], [mutant('c')])
  expect(compared.stale).toEqual([])
})

test('one of two equal changes that survives keeps its entry', () => {
  const results = [run('c', 'killed'), run('c', 'survived')]
  const compared = compareSurvivors([entry('c')], results, [mutant('c')])
  expect(compared.stale).toEqual([])
  expect(compared.unexplained).toEqual([])
})

test('a duplicate of a survivor may be listed', () => {
  const results = [run('c', 'duplicate')]
  expect(compareSurvivors([entry('c')], results, [mutant('c')]).stale).toEqual(
    [],
  )
})
