import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { gasFiguresOf } from '../lib/gas-report.js'
import { readSnapshots } from '../lib/read-snapshots.js'
import { contradictionsOf } from './contradictions.js'
import { readMutationEvidence } from './mutation-evidence.js'
import { renewed } from './renewed.js'
import { summaries } from './summary.js'

const read = (name: string) =>
  readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), 'utf8')
const [page, formal] = [read('proof.md'), read('formal.md')]
const gas = gasFiguresOf(readSnapshots())

test('every command of the page has a figure, and it is what is committed', () => {
  expect(contradictionsOf(page, gas, formal)).toEqual([])
})

test('the page says of gas and of mutants what is committed', () => {
  const mutation = readMutationEvidence()
  expect(renewed(page, { mutation }, gas, mutation.report)).toBe(page)
})

test('a dash, other gas and other proofs are noticed', () => {
  const cell = summaries.gas.figure(gas)
  expect(contradictionsOf(page.replace(cell, '–'), gas, formal)).toEqual([
    'gas',
  ])
  const dearer = { ...gas, lane1: { ...gas.lane1, 7: 1 } }
  expect(contradictionsOf(page, dearer, formal)).toEqual(['gas'])
  const more = `${formal}| F0 | one more | forge | a model | unknown | 1 |\n`
  expect(contradictionsOf(page, gas, more)).toEqual(['formal'])
  const none = page.replace(/^(\| `test` \| [^|]+) \|.*$/m, '$1 | – | – | – |')
  expect(contradictionsOf(none, gas, formal)).toEqual(['test'])
})
