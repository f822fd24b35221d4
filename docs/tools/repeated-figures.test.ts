import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { docs } from './places.js'

/** By committee size, how often a cartel of 20 % decides, from the generated table. */
async function oddsOfAFifth(): Promise<ReadonlyMap<string, string>> {
  const page = await readFile(join(docs, 'economics.md'), 'utf8')
  const table = /generated: economics wrong -->([\s\S]*?)<!-- end/.exec(page)
  const rows = [...`${table?.[1]}`.matchAll(/^\| (\d+) \((.*)\|$/gm)]
  return new Map(
    rows.map(([, size = '', cells = '']) => [
      size,
      `${cells.split('|')[3]}`.trim(),
    ]),
  )
}

test('the odds that the page for readers repeats are those of the economics', async () => {
  const odds = await oddsOfAFifth()
  const page = await readFile(join(docs, 'guides/reader.md'), 'utf8')
  const told = `it decides ${odds.get('3')} of the tasks of 3 seats, and ${odds.get('7')} of those of 7`
  expect(odds.size).toBeGreaterThan(3)
  expect(page.replace(/\s+/g, ' ')).toContain(told)
})
