import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { report } from '../../scripts/economics/report.js'
import { percent, tablesOf } from '../../scripts/economics/tables.js'
import { safetyVectors } from '../../scripts/economics/vectors.js'

const read = (path: string) =>
  readFileSync(new URL(path, import.meta.url), 'utf8')

test('the page says what the script prints, where a cut of it is computed anew', () => {
  const page = read('../../../../docs/economics.md')
  const cut = report([3])
  // It counts figures, and a cut has fewer.
  const { agreement: _, ...tables } = tablesOf(cut)
  const lines = Object.values(tables).flatMap((table) => table.split('\n'))
  expect(lines.length).toBeGreaterThan(40)
  expect(lines.filter((line) => !page.includes(`${line}\n`))).toEqual([])
  expect(cut.agreement.tooFar).toEqual([])
})

test("the SDK's vectors are what the script computes", () => {
  const text = `${JSON.stringify(safetyVectors(), null, 2)}\n`
  expect(read('../vectors/safety.json')).toBe(text)
})

test.each([
  [0, '0'],
  [1, '100 %'],
  [0.0269, '2.7 %'],
  [0.000002, '0.0002 %'],
  [0.0000009, '< 0.0001 %'],
])('%d is shown as %s', (probability, shown) => {
  expect(percent(probability)).toBe(shown)
})
