import { expect, test } from 'vitest'
import type { Outcome, Result } from './outcome.js'
import { scoreOf } from './score.js'
import type { Survivor } from './survivors.js'

const mutant = (after: string) => ({
  id: after,
  file: 'src/A.sol',
  function: 'f',
  line: 1,
  operator: 'comparison',
  before: 'a',
  after,
  content: '…',
})
const run = (after: string, outcome: Outcome) => ({
  mutant: mutant(after),
  outcome,
})
const listed = (after: string, kind: Survivor['kind']) => ({
  ...mutant(after),
  kind,
  reason: 'no difference',
})
const killed = (count: number): Result[] =>
  Array.from({ length: count }, (_, index) => run(`k${index}`, 'killed'))
const score = (results: readonly Result[], list: readonly Survivor[]) =>
  scoreOf(
    results,
    list,
    results.map((result) => result.mutant),
  )

test('the score is the share of mutants that are killed', () => {
  expect(score(killed(3), [])).toMatchObject({
    ok: true,
    score: 100,
    killed: 3,
  })
  const report = score([...killed(2), run('s', 'survived')], [])
  expect(report).toMatchObject({ ok: false, score: 66.66, survived: 1 })
  expect(report.survivors).toMatchObject([{ after: 's', line: 1 }])
  expect(report.survivors[0]).not.toHaveProperty('content')
})

test('an equivalent mutant is none', () => {
  const results = [...killed(2), run('s', 'survived'), run('t', 'equivalent')]
  const report = score(results, [listed('s', 'equivalent')])
  expect(report).toMatchObject({
    ok: true,
    score: 100,
    survived: 0,
    equivalent: 2,
    survivors: [{ after: 's', reason: 'no difference' }],
    files: {
      'src/A.sol': { mutants: 4, killed: 2, survived: 0, equivalent: 2 },
    },
  })
})

test('an accepted survivor counts against the score', () => {
  const results = [...killed(19), run('s', 'survived')]
  const list = [listed('s', 'accepted')]
  expect(score(results, list)).toMatchObject({ ok: true, score: 95 })
  expect(score(results.slice(1), list)).toMatchObject({ ok: false })
})

test('an unexplained survivor fails a high score', () => {
  expect(score([...killed(99), run('s', 'survived')], [])).toMatchObject({
    ok: false,
    score: 99,
  })
})

test('a stale entry fails a full score', () => {
  const report = score(killed(1), [listed('k0', 'equivalent')])
  expect(report).toMatchObject({ ok: false, score: 100 })
  expect(report.stale).toMatchObject([{ why: 'killed' }])
})

test('what does not compile or is the same code counts nowhere', () => {
  const results = [...killed(1), run('a', 'stillborn'), run('b', 'duplicate')]
  expect(score(results, [])).toMatchObject({
    score: 100,
    stillborn: 1,
    duplicate: 1,
    files: { 'src/A.sol': { mutants: 1 } },
  })
})
