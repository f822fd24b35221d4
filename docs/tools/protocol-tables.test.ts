import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { consensusAbi } from '../../packages/sdk/src/abi/consensus.js'
import * as core from '../../packages/sdk/src/core.js'
import { docs } from './places.js'

/** What a section of a page has in backticks in the cells of its tables' rows, row by row. */
async function cellsOf(path: string, heading: string) {
  const page = await readFile(join(docs, path), 'utf8')
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('| '))
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) =>
        [...cell.matchAll(/`(\w+)`/g)].map((match) => `${match[1]}`),
      ),
  )
}

/** OpenZeppelin's says that a domain changed, which this one never does. */
const events = consensusAbi
  .filter((entry) => entry.type === 'event')
  .map(({ name }): string => name)
  .filter((name) => name !== 'EIP712DomainChanged')
  .sort()

test('the protocol page lists every event of the contract, and no other', async () => {
  const cells = await cellsOf('protocol.md', 'Events')
  expect(cells.flat(2).sort()).toEqual(events)
})

test('the page on events says of every event what it changes', async () => {
  const heading = 'In ponder, a subgraph, or a database of your own'
  const cells = await cellsOf('guides/indexer.md', heading)
  const told = cells.flatMap(([names = []]) => names).sort()
  const others = ['ModelRegistered', 'RoundPosted']
  expect(told).toEqual([...events, ...others].sort())
})

test('the rules that the core mirrors are in the core', async () => {
  const cells = await cellsOf('protocol.md', 'Where each rule lives')
  const mirrors = cells.flatMap(([, , names = []]) => names)
  expect(mirrors.length).toBeGreaterThan(15)
  expect(mirrors.filter((name) => !(name in core))).toEqual([])
})
