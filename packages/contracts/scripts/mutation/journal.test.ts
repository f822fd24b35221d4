import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openJournal } from './journal.js'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'))
  path = join(folder, 'notes/journal.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true }))

const killer = { file: 'test/ATest.t.sol', contract: 'ATest', name: 'test_a' }
const mutant = { id: 'm' }
const same = () => 'same'

test('a second run knows what the first found out', () => {
  openJournal(path, same).note({ mutant, outcome: 'killed', killer })
  const journal = openJournal(path, same)
  expect(journal.outcomeOf(mutant)).toEqual({ outcome: 'killed', killer })
  expect(journal.outcomeOf({ id: 'n' })).toBe(undefined)
})

test('without its evidence only the killer is known', () => {
  openJournal(path, same).note({ mutant, outcome: 'killed', killer })
  const journal = openJournal(path, () => 'other')
  expect(journal.outcomeOf(mutant)).toBe(undefined)
  expect(journal.killerOf(mutant)).toEqual(killer)
})

test('the last word counts', () => {
  const journal = openJournal(path, same)
  journal.note({ mutant, outcome: 'survived' })
  journal.note({ mutant, outcome: 'killed', killer })
  expect(openJournal(path, same).outcomeOf(mutant)?.outcome).toBe('killed')
})

test('a line that an interruption cut off is forgotten', () => {
  openJournal(path, same).note({ mutant, outcome: 'survived' })
  appendFileSync(path, '{"id":"n","outc')
  const journal = openJournal(path, same)
  expect(journal.outcomeOf(mutant)?.outcome).toBe('survived')
  expect(journal.outcomeOf({ id: 'n' })).toBe(undefined)
})
